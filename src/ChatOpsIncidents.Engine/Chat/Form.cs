using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Chat;

/// <summary>
/// A form that asks for a command's arguments. Its submission is the command line <see cref="Verb"/> with each field's
/// value under its key; the field with key <c>rest</c> is the text that needs no key.
/// </summary>
public sealed record Form
{
    /// <summary>The command that a submission runs, in its canonical word.</summary>
    public required string Verb { get; init; }

    /// <summary>Plain text, at most 24 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The submit button, at most 24 characters.</summary>
    public string Submit { get; init; } = "Record";

    /// <summary>One sentence above the fields, with marks; null: none.</summary>
    public string? Intro { get; init; }

    /// <summary>The fields, in order; at most 20.</summary>
    public required IReadOnlyList<FormField> Fields { get; init; }

    /// <summary>Words put between the verb and the field <c>rest</c> on submission, for example <c>#2</c>; empty:
    /// none.</summary>
    public string Lead { get; init; } = "";
}

/// <summary>One field of a form.</summary>
public sealed record FormField
{
    /// <summary>The command's key, or <c>rest</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Plain text, at most 75 characters.</summary>
    public required string Label { get; init; }

    /// <summary>What is asked for.</summary>
    public FieldKind Kind { get; init; } = FieldKind.Line;

    /// <summary>What stands in it already (for <see cref="FieldKind.Choice"/> an option's value, for people their ids,
    /// joined by commas); null: nothing.</summary>
    public string? Value { get; init; }

    /// <summary>The options of a choice; at most 100.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Whether it may stay empty.</summary>
    public bool Optional { get; init; }

    /// <summary>A quiet sentence below; null: none.</summary>
    public string? Hint { get; init; }

    /// <summary>What an empty text field shows as an example, at most 150 characters; null: nothing.</summary>
    public string? Example { get; init; }

    /// <summary>Longest text, in characters.</summary>
    public int LengthMax { get; init; } = 1_000;
}

/// <summary>An option of a choice.</summary>
/// <param name="Value">What the command gets, at most 150 characters.</param>
/// <param name="Label">What people read, at most 75 characters.</param>
public sealed record FieldOption(string Value, string Label);

/// <summary>What a field asks for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FieldKind>))]
public enum FieldKind
{
    /// <summary>A line of text.</summary>
    Line,

    /// <summary>Several lines of text.</summary>
    Paragraph,

    /// <summary>One of up to ten options, shown as taps.</summary>
    Choice,

    /// <summary>One of many options, shown as a list.</summary>
    Select,

    /// <summary>One person.</summary>
    Person,

    /// <summary>Several people.</summary>
    People,

    /// <summary>A day and a time; the command gets it in UTC, as ISO 8601 writes it.</summary>
    When,
}
