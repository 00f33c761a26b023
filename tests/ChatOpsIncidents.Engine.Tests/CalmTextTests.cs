using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>What people read at night is short and calm.</summary>
public sealed partial class CalmTextTests
{
    private const int SentenceMax = 200;

    public static TheoryData<string> Texts => [.. Approved.Names("messages")];

    [Theory, MemberData(nameof(Texts)), Trait("Requirement", "C1")]
    public void Nothing_shouts_and_no_sentence_is_long(string name)
    {
        var text = Approved.Read($"messages/{name}");
        Assert.DoesNotContain("!", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Shouted(), text);
        Assert.All(text.Split(['.', '\n']), sentence => Assert.InRange(sentence.Length, 0, SentenceMax));
    }

    // Five capitals in a row; shorter ones are names such as INC, UTC, HTTP.
    [GeneratedRegex(@"\b[A-Z]{5,}\b")]
    private static partial Regex Shouted();
}
