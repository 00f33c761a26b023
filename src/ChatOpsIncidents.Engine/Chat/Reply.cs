namespace ChatOpsIncidents.Engine.Chat;

/// <summary>What the person who asked gets back inside the request, within 3 s; seen by that person alone unless it
/// says otherwise.</summary>
public sealed record Reply
{
    /// <summary>The answer; null: none.</summary>
    public ChatMessage? Message { get; init; }

    /// <summary>Whether everybody reads it who is where it was asked.</summary>
    public bool IsForAll { get; init; }

    /// <summary>A form to open; null: none.</summary>
    public Form? Form { get; init; }

    /// <summary>For a form's submission: what is wrong, by the field's key; empty: nothing.</summary>
    public IReadOnlyDictionary<string, string> FormErrors { get; init; } = new Dictionary<string, string>();

    /// <summary>An answer of text alone.</summary>
    public static Reply Text(string body, params ReadOnlySpan<ChatAction> actions) =>
        new() { Message = ChatMessage.Text(body, actions) };

    /// <summary>A form to open.</summary>
    public static Reply Ask(Form form) => new() { Form = form };
}
