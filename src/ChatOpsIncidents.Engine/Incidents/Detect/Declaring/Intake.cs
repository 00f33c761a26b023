using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Declaring;

/// <summary>News comes by call, mail or chat; what is known of its way is kept with the declaration.</summary>
internal static class Intake
{
    private const int NameLengthMax = 120;

    private static readonly FieldOption[] Ways =
    [
        new("chat", "Here in chat"),
        new("phone", "A call"),
        new("email", "An email"),
        new("ticket", "A ticket"),
        new("alert", "An alert"),
    ];

    /// <summary>Why the keys make no sense; without a refusal they do.</summary>
    public static (Refusal? Refusal, string? Via) Read(CommandLine line)
    {
        var via = line["source"] is { } typed ? Way(typed) : null;
        if (line["source"] is { } way && via is null)
            return (Unknown("source", way, string.Join(", ", Ways.Select(one => one.Value))), null);
        return line["detected-by"] is { } by && !MarkDetection.Hows.Contains(by.ToLowerInvariant())
            ? (Unknown("detected-by", by, string.Join(", ", MarkDetection.Hows)), null)
            : (null, via);
    }

    /// <summary>The declaration with what the keys say.</summary>
    public static DeclareIncident Into(DeclareIncident declaration, CommandLine line) =>
        declaration with
        {
            Via = Read(line).Via ?? (line["reported-by"] is null ? null : "chat"),
            ReportedBy = line["reported-by"] is { } who ? ShortText.Cut(who, NameLengthMax) : null,
            DetectedBy = line["detected-by"]?.ToLowerInvariant(),
        };

    /// <summary>The form, with the two questions.</summary>
    public static Form Ask(Form form, CommandLine line) =>
        form with
        {
            Fields =
            [
                .. form.Fields,
                new FormField
                {
                    Key = "source",
                    Label = "How did the news come?",
                    Kind = FieldKind.Select,
                    Optional = true,
                    Value = line["source"] is { } typed ? Way(typed) : null,
                    Options = Ways,
                },
                new FormField
                {
                    Key = "reported-by",
                    Label = "Who called or wrote?",
                    Optional = true,
                    Value = line["reported-by"],
                    LengthMax = NameLengthMax,
                    Hint = "A name or a number, for asking back",
                },
            ],
        };

    /// <summary>In words, with a leading space; empty: nothing is known.</summary>
    public static string Words(string? via, string? who, string? noticed)
    {
        var parts = new[]
        {
            via switch
            {
                null => null,
                "phone" => "by phone",
                "chat" => "in chat",
                _ => $"by {via}",
            },
            who is null ? null : $"from {who}",
            noticed is null or "alert" ? null : $"noticed first by: {noticed}",
        }.OfType<string>().ToArray();
        return parts.Length == 0 ? "" : $" ({string.Join(", ", parts)})";
    }

    /// <summary>How the news came, in our word; null: it is none.</summary>
    public static string? Way(string typed) =>
        typed.Trim().ToLowerInvariant() switch
        {
            "phone" or "call" or "telephone" => "phone",
            "email" or "mail" or "e-mail" => "email",
            "chat" or "slack" or "teams" => "chat",
            "ticket" or "issue" => "ticket",
            "alert" or "monitoring" => "alert",
            _ => null,
        };

    private static Refusal Unknown(string key, string typed, string known) =>
        new("unknown-" + key, $"“{typed}” is none of {known}.", new NextStep("Declare", "declare"))
        {
            Fields = new Dictionary<string, string> { [key] = $"Say {known}." },
        };
}
