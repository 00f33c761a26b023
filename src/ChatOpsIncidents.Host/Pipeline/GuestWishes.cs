using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>What a guest typed changes nothing. Once they ask for it, it stands where they are, for all to read, with a
/// button that has a member do it.</summary>
internal static class GuestWishes
{
    private const string Verb = "ask-member";

    // What a button can carry; longer words are a member's to type.
    private const int WordsMax = 1_800;

    /// <summary>The answer to somebody who may not act here.</summary>
    /// <param name="request">What was asked; its person may not.</param>
    /// <param name="no">Why not.</param>
    public static Reply Answer(VerifiedRequest request, Refusal no)
    {
        if (
            request
            is not { By: { IsOutsider: true, IsDeactivated: false }, Input: RequestInput.Typed { Text: var text } }
        )
            return new Reply { Message = no.ToMessage() };
        var words = Markup.Clean(text).Trim();
        if (WishIn(words) is { } wish)
            return Ask(request.By, wish);
        var next = words.Length is 0 or > WordsMax ? no.Next : [new NextStep("Ask a member", $"{Verb} {words}")];
        return new Reply { Message = (no with { Next = next }).ToMessage() };
    }

    // A button names its incident first.
    private static string? WishIn(string words)
    {
        var at = words.IndexOf(Verb + " ", StringComparison.Ordinal);
        var isFirst = at == 0 || (at > 0 && words[..at].Trim().StartsWith("INC-", StringComparison.OrdinalIgnoreCase));
        return isFirst && words[(at + Verb.Length)..].Trim() is { Length: > 0 } wish ? $"{words[..at]}{wish}" : null;
    }

    private static Reply Ask(PlatformPerson guest, string wish) =>
        new()
        {
            IsForAll = true,
            Message = ChatMessage.Text(
                $"{Markup.Bold(guest.Name)} is a guest and asks a member: {Markup.Code(wish)}",
                new ChatAction("Do it", wish)
            ),
        };
}
