using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>A command was typed where no incident is meant: one of those that run is chosen by a tap, and nothing is
/// typed twice.</summary>
public static class WhichIncident
{
    /// <summary>The form's field that holds the incident's id.</summary>
    public const string IdKey = "which-incident";

    /// <summary>The form's fields that hold the line, one after the other.</summary>
    public const string LineKey = "whole-line";

    private const int ChoicesMax = 4,
        ButtonLengthMax = 1_900,
        FieldLengthMax = 3_000;

    /// <summary>The question.</summary>
    public static Refusal Ask(IncidentCommand command, DecisionContext context)
    {
        var running = context.Others.Where(other => other.Phase < Phase.Resolved).Take(ChoicesMax).ToArray();
        if (running.Length == 0 || command.Words.Length == 0)
            return Refusals.WhichIncident();
        var taps = running
            .Select(other => new NextStep($"{other.Id} {other.Title}", $"{other.Id} {command.Words}"))
            .ToArray();
        var fits = taps.All(tap => tap.Command.Length <= ButtonLengthMax);
        return fits
            ? new Refusal("which-incident", "Which incident do you mean?", taps)
            : new Refusal(
                "which-incident",
                "Which incident do you mean? Your words are long; they stand in the form.",
                new NextStep("List incidents", "list")
            )
            {
                Form = Form(command.Words, running),
            };
    }

    /// <summary>The line of a form that asked which incident; null: it is another form.</summary>
    public static CommandLine? LineOf(IReadOnlyDictionary<string, string> values)
    {
        if (!values.TryGetValue(IdKey, out var id))
            return null;
        var parts = values.Where(pair => pair.Key.StartsWith(LineKey, StringComparison.Ordinal));
        var line = string.Join(' ', parts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value));
        return Vocabulary.Cut(line) with { IncidentId = id };
    }

    private static Form Form(string words, IReadOnlyList<IncidentSummary> running) =>
        new()
        {
            Verb = words.Split(' ')[0],
            Title = "Which incident?",
            Fields =
            [
                new FormField
                {
                    Key = IdKey,
                    Label = "Which incident do you mean?",
                    Kind = FieldKind.Choice,
                    Options = [.. running.Select(other => new FieldOption(other.Id, Label(other)))],
                },
                .. Pieces(words)
                    .Select(
                        (piece, i) =>
                            new FormField
                            {
                                Key = i == 0 ? LineKey : $"{LineKey}-{i}",
                                Label = i == 0 ? "Your words" : "Your words, continued",
                                Kind = FieldKind.Paragraph,
                                Value = piece,
                                LengthMax = FieldLengthMax,
                            }
                    ),
            ],
        };

    private static string Label(IncidentSummary other) => ShortText.Cut($"{other.Id} {other.Title}", 60);

    // Cut at spaces, which the joining puts back.
    private static IEnumerable<string> Pieces(string words)
    {
        while (words.Length > FieldLengthMax)
        {
            var space = words.LastIndexOf(' ', FieldLengthMax - 1);
            var cut = space > 0 ? space : FieldLengthMax - 1;
            yield return words[..cut];
            words = words[cut..].TrimStart();
        }

        yield return words;
    }
}
