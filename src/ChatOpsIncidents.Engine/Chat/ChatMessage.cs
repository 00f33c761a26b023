using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Chat;

/// <summary>One message for people, the same for all platforms; each platform has one pure renderer.</summary>
public sealed record ChatMessage
{
    /// <summary>A short heading in plain text, at most 150 characters; null: none.</summary>
    public string? Title { get; init; }

    /// <summary>The text, with the marks of <see cref="Markup"/>; may be empty where there is a title. Lines that begin
    /// with
    /// <c>&gt; </c> are quotations, with <c>• </c> are list items.</summary>
    public required string Body { get; init; }

    /// <summary>Short pairs shown as a table or in two columns, values with marks; at most 10.</summary>
    public IReadOnlyList<ChatFact> Facts { get; init; } = [];

    /// <summary>The buttons, the recommended one first; at most 25.</summary>
    public IReadOnlyList<ChatAction> Actions { get; init; } = [];

    /// <summary>Less needed buttons, behind one that opens a menu; at most 5.</summary>
    public IReadOnlyList<ChatAction> More { get; init; } = [];

    /// <summary>A quiet last line (marks allowed); null: none.</summary>
    public string? Footer { get; init; }

    /// <summary>How loud it looks.</summary>
    public Tone Tone { get; init; }

    /// <summary>A message of text alone.</summary>
    public static ChatMessage Text(string body, params ReadOnlySpan<ChatAction> actions) =>
        new() { Body = body, Actions = actions.ToArray() };

    /// <inheritdoc/>
    public bool Equals(ChatMessage? other) =>
        other is not null
        && Title == other.Title
        && Body == other.Body
        && Footer == other.Footer
        && Tone == other.Tone
        && Facts.SequenceEqual(other.Facts)
        && Actions.SequenceEqual(other.Actions)
        && More.SequenceEqual(other.More);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Title, Body, Footer, Tone, Facts.Count, Actions.Count);
}

/// <summary>A label and its value.</summary>
/// <param name="Label">Plain text, at most 75 characters.</param>
/// <param name="Value">Text with marks.</param>
public sealed record ChatFact(string Label, string Value)
{
    /// <summary>A button of its own: then it stands as a row; null: none.</summary>
    public ChatAction? Action { get; init; }
}

/// <summary>A button. Pressing it is the same as typing its command.</summary>
/// <param name="Label">Plain text, two or three words; what is longer than 75 characters is cut.</param>
/// <param name="Command">The words after <c>/incident</c>, without the incident's id (the host adds it); at most 1,900
/// characters. Empty for a link.</param>
/// <param name="Style">How it looks.</param>
/// <param name="Confirm">A question to confirm first; null: none.</param>
/// <param name="Url">A link button's address; null: a command.</param>
public sealed record ChatAction(
    string Label,
    string Command,
    ActionStyle Style = ActionStyle.Default,
    string? Confirm = null,
    string? Url = null
)
{
    private const int LabelLengthMax = 75;

    /// <summary>Plain text; a label made from people's words is cut to what every platform shows.</summary>
    public string Label { get; init; } = ShortText.Cut(Label, LabelLengthMax);
}

/// <summary>How a button looks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActionStyle>))]
public enum ActionStyle
{
    /// <summary>Plain.</summary>
    Default,

    /// <summary>The recommended next step; at most one in a message.</summary>
    Primary,

    /// <summary>Hard to take back.</summary>
    Danger,
}

/// <summary>How loud a message looks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Tone>))]
public enum Tone
{
    /// <summary>Plain.</summary>
    Calm,

    /// <summary>Worth a look now.</summary>
    Notice,

    /// <summary>Somebody must act.</summary>
    Urgent,

    /// <summary>Good news.</summary>
    Good,
}
