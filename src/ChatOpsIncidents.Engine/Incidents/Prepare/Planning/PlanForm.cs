using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Planning;

/// <summary>The form of one audience of the plan.</summary>
internal static class PlanForm
{
    private static readonly string[] Usual = ["15m", "30m", "1h", "2h", "4h"];

    /// <summary>The form, filled in as it is now.</summary>
    public static Form Of(string name, Incident incident)
    {
        var row = incident.AudienceOf(name)?.Row ?? new Audience(name, Wording.Leadership);
        return new Form
        {
            Verb = "plan",
            Title = ShortText.Cut($"Plan: {name}", 24),
            Submit = "Save",
            Lead = name,
            Intro = "For this incident only. A change is recorded.",
            Fields =
            [
                Choice("every", "How often do they hear?", PlanText.Every(row), Times(row)),
                new FormField
                {
                    Key = "where",
                    Label = "Channels and mail addresses",
                    Value = PlaceWords.Write(row.Places.Where(place => place.Way != UpdateWays.Person)),
                    Hint =
                        "With commas between: a channel's id (C0123ABCD), support@example.com, "
                        + "webhook, statuspage; or none",
                    Optional = true,
                },
                People(row),
                Choice("reads", "In which words?", Word(row.Reads), Enum.GetValues<Wording>().Select(Option)),
                new FormField
                {
                    Key = "why",
                    Label = "Why",
                    Optional = true,
                },
            ],
        };
    }

    private static FormField People(Audience row)
    {
        var people = row.Places.Where(place => place.Way == UpdateWays.Person).Select(place => place.Target);
        return new FormField
        {
            Key = "people",
            Label = "People, by direct message",
            Kind = FieldKind.People,
            Value = string.Join(',', people) is { Length: > 0 } ids ? ids : null,
            Optional = true,
        };
    }

    /// <summary>The kind of readers of a word; null: none.</summary>
    public static Wording? WordingOf(string word) =>
        DueAudiences.Names(word) is [var name] && Enum.TryParse<Wording>(name, ignoreCase: true, out var wording)
            ? wording
            : null;

    private static FormField Choice(string key, string label, string value, IEnumerable<FieldOption> options) =>
        new()
        {
            Key = key,
            Label = label,
            Kind = FieldKind.Select,
            Value = value,
            Options = [.. options],
        };

    private static IEnumerable<FieldOption> Times(Audience row) =>
        Usual
            .Prepend(PlanText.Every(row))
            .Where(time => time is not (PlanText.Each or PlanText.Never))
            .Distinct()
            .Select(time => new FieldOption(time, $"Every {time}"))
            .Append(new FieldOption(PlanText.Each, "With each update"))
            .Append(new FieldOption(PlanText.Never, "Only when they are named"));

    private static string Word(Wording wording) => wording.ToString().ToLowerInvariant();

    private static FieldOption Option(Wording wording) =>
        new(
            Word(wording),
            wording switch
            {
                Wording.Leadership => "Leadership: risk and business",
                Wording.Support => "Support: words for customers",
                Wording.Engineers => "Engineers: detail and times",
                _ => "Public: the careful ones",
            }
        );
}
