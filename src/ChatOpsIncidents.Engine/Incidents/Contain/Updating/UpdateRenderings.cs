using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>One update for four kinds of readers. Pure; who gets which, and where, is the plan's.</summary>
public static class UpdateRenderings
{
    private const int PartLengthMax = 200;

    /// <summary>The words for each kind of readers.</summary>
    public static Func<Wording, ChatMessage> For(
        Incident incident,
        StakeholderUpdate update,
        int number,
        DecisionContext context
    ) =>
        wording =>
            wording switch
            {
                Wording.Leadership => ForLeadership(incident, update),
                Wording.Support => ForSupport(incident, update, context.Catalog),
                Wording.Engineers => ForEngineers(incident, update, number),
                _ => ForPublic(incident, update, context.Catalog),
            };

    /// <summary>For the room and for engineers elsewhere: what runs, what is thought, what was seen, and the
    /// times.</summary>
    public static ChatMessage ForEngineers(Incident incident, StakeholderUpdate update, int number) =>
        new()
        {
            Title = $"Update {number} · {incident.Id}",
            Body = Markup.Clean(update.What),
            Facts =
            [
                new ChatFact("Impact", Markup.Clean(update.Impact)),
                new ChatFact("Doing", Markup.Clean(update.Doing)),
                .. Detail(incident),
                new ChatFact("Phase", $"{incident.Severity}, {PhaseOf(incident, update)}"),
                new ChatFact("Next update", Next(update, incident)),
            ],
            Footer =
                $"{Markup.Clean(update.By.Name)} at {update.At.UtcDateTime:HH:mm} UTC"
                + (update.NextAt is { } next ? $"; next {Utc(next, update.At)}" : "")
                + (update.Late > TimeSpan.Zero ? $"; {(int)Math.Ceiling(update.Late.TotalMinutes)} min late" : ""),
        };

    /// <summary>For leadership: risk and what it means for the business.</summary>
    public static ChatMessage ForLeadership(Incident incident, StakeholderUpdate update) =>
        new()
        {
            Title = $"{incident.Id} · {incident.Severity}",
            Body = $"{Markup.Clean(update.What)}\n{Markup.Clean(update.Impact)}",
            Facts =
            [
                new ChatFact("Risk", Risk(incident)),
                new ChatFact("Doing", Markup.Clean(update.Doing)),
                new ChatFact(
                    "Running for",
                    incident.DeclaredAt is { } from ? UpdateDraft.Short(update.At - from) : "not declared"
                ),
                new ChatFact("Lead", incident.Lead is { } lead ? Markup.Clean(lead.Name) : "nobody yet"),
                new ChatFact("Next update", Next(update, incident)),
            ],
        };

    /// <summary>For support: words for customers, without internal names.</summary>
    public static ChatMessage ForSupport(Incident incident, StakeholderUpdate update, Catalog catalog)
    {
        string Outward(string text) => OutwardText.Of(text, incident, catalog);
        return new ChatMessage
        {
            Title = $"{incident.Id}: what to tell customers",
            Body = $"{Outward(update.What)}\n{Outward(update.Impact)}",
            Facts =
            [
                new ChatFact("What we do", UpdateDoing.Outside(update.Doing, incident) ?? Outward(update.Doing)),
                new ChatFact("Next update", Next(update, incident)),
                .. incident.Impact?.Working is { } working
                    ? [new ChatFact("Still working", Outward(working))]
                    : Array.Empty<ChatFact>(),
            ],
        };
    }

    /// <summary>For everybody outside: what they notice, and when they hear again.</summary>
    public static ChatMessage ForPublic(Incident incident, StakeholderUpdate update, Catalog catalog) =>
        ChatMessage.Text(
            Sentence(OutwardText.Of(update.Impact, incident, catalog))
                + " "
                + Doing(update, incident, catalog)
                + "\n"
                + NextForPublic(update, incident)
        );

    // Our own draft's words are put otherwise for those outside; people's own lose the names.
    private static string Doing(StakeholderUpdate update, Incident incident, Catalog catalog) =>
        UpdateDoing.Outside(update.Doing, incident) ?? Sentence(OutwardText.Of(update.Doing, incident, catalog));

    /// <summary>A time of day in UTC, with the date where it is not the same.</summary>
    internal static string Utc(DateTimeOffset at, DateTimeOffset now) =>
        at.UtcDateTime.Date == now.UtcDateTime.Date
            ? $"{at.UtcDateTime:HH:mm} UTC"
            : $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC";

    private static string NextForPublic(StakeholderUpdate update, Incident incident)
    {
        if (update.NextAt is { } at)
            return $"Next update: {Utc(at, update.At)}.";
        return IsLast(update, incident) ? "This is the last update." : "We write again as soon as there is news.";
    }

    // The update that ends it is written with the fact that ends it, and a moment before it.
    private static Phase PhaseOf(Incident incident, StakeholderUpdate update) =>
        update.IsEnd ? Phase.Resolved : incident.Phase;

    private static IEnumerable<ChatFact> Detail(Incident incident)
    {
        if (incident.Running is { } running)
            yield return Part("Running change", $"{running.Kind} {running.What}");
        var theory = incident.ActiveHypothesis ?? incident.Hypotheses.FindLast(IsConfirmed);
        if (theory is not null)
            yield return Part(IsConfirmed(theory) ? "Cause" : "Theory", theory.Text);
        if (incident.Evidence.LastOrDefault() is { } seen)
            yield return Part("Evidence", seen.Text);
    }

    private static bool IsConfirmed(Hypothesis theory) => theory.State == HypothesisState.Confirmed;

    private static ChatFact Part(string label, string text) =>
        new(label, Markup.Clean(ShortText.Cut(text, PartLengthMax)));

    private static string Sentence(string text)
    {
        var whole = text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
        return whole is [.., '.' or '!' or '?' or '…'] ? whole : whole + ".";
    }

    private static string Next(StakeholderUpdate update, Incident incident)
    {
        if (update.NextAt is { } at)
            return Markup.Time(at);
        return IsLast(update, incident) ? "none; this is the last" : "when there is news";
    }

    // While it runs nobody knows that no other will come.
    private static bool IsLast(StakeholderUpdate update, Incident incident) => update.IsEnd || !incident.IsRunning;

    private static string Risk(Incident incident) =>
        incident.Impact switch
        {
            { Data: "lost" or "corrupt" or "exposed" } impact => $"data {impact.Data}",
            { Ongoing: Answer.No } => "the effect is over",
            _ when incident.MitigatedAt is not null => "contained, being proven",
            { Who: Reach.All or Reach.Most } => "most business is hit while it lasts",
            { Who: Reach.Unknown } or null => "not known yet",
            _ => "part of the business is hit while it lasts",
        };
}
