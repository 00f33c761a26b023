using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>An update as far as it is written.</summary>
/// <param name="What">What happened.</param>
/// <param name="Impact">What users notice.</param>
/// <param name="Doing">What is being done.</param>
/// <param name="Next">A duration or a time, as people write it; <c>none</c>: it is the last.</param>
public sealed record UpdateDraft(string What, string Impact, string Doing, string Next)
{
    /// <summary>Longest of the three texts, in characters: people read it on a phone.</summary>
    public const int LengthMax = 500;

    /// <summary>What the facts say so far, ready to be read over and sent.</summary>
    public static UpdateDraft Of(Incident incident, DecisionContext context) =>
        new(
            ShortText.Cut(incident.Title, LengthMax),
            ShortText.Cut(ImpactOf(incident), LengthMax),
            ShortText.Cut(DoingOf(incident), LengthMax),
            incident.IsRunning && UpdateClock.CadenceOf(incident, context.Policy) is { } every ? Short(every) : "none"
        );

    /// <summary>As a command line that sends it.</summary>
    public string ToWords() =>
        (
            SendUpdate.Word.Line("") with
            {
                Keys = new Dictionary<string, string>
                {
                    ["what"] = What,
                    ["impact"] = Impact,
                    ["doing"] = Doing,
                    ["next"] = Next,
                }.Aggregate(new CommandLine("", "").Keys, (keys, pair) => keys.SetItem(pair.Key, pair.Value)),
            }
        ).ToWords();

    /// <summary>A duration as people write it: <c>90m</c> is <c>1h30m</c>.</summary>
    internal static string Short(TimeSpan span)
    {
        if (span.TotalHours >= 1)
            return $"{(int)span.TotalHours}h" + (span.Minutes > 0 ? $"{span.Minutes}m" : "");
        return $"{(int)span.TotalMinutes}m";
    }

    /// <summary>The impact in words that anybody understands.</summary>
    internal static string ImpactOf(Incident incident)
    {
        if (incident.Impact is not { } impact)
            return incident.Updates.LastOrDefault()?.Impact ?? "Not known yet.";
        var who = impact.Who switch
        {
            Reach.One => "One user",
            Reach.Some => "Some users",
            Reach.Most => "Most users",
            Reach.All => "All users",
            _ => "It is not known yet how many users",
        };
        var loss = impact.HowBad switch
        {
            Loss.WholeApp => "cannot use the application",
            Loss.MainFlow => "cannot do something essential",
            Loss.SomeFlow => "meet errors in some places",
            Loss.Secondary => "notice a small fault",
            _ => "are hit, and how badly",
        };
        var goesOn = impact.Ongoing switch
        {
            Answer.Yes => "It goes on.",
            Answer.No => "It is over.",
            _ => "Whether it goes on is not known yet.",
        };
        return $"{who} {loss}{(impact.Scope is { } scope ? $" ({scope})" : "")}. {goesOn}"
            + (impact.Working is { } working ? $" Still working: {working}." : "");
    }

    private static string DoingOf(Incident incident)
    {
        if (incident.ResolvedAt is not null)
            return "It is resolved and proven in monitoring.";
        if (incident.VerifyStartedAt is not null)
            return "The fix is in place; we are proving recovery in monitoring.";
        if (incident.MitigatedAt is not null)
            return "The bleeding has stopped; we are making sure that it stays so.";
        if (incident.Running is { } running)
            return $"In progress: {running.Kind} {running.What}.";
        if (incident.WaitingFor is { } whom)
            return $"We are waiting for {whom}.";
        if (incident.ActiveHypothesis is { } theory)
            return $"We are testing one possible cause: {theory.Text}.";
        if (incident.RollbackReviewed)
            return "We know the ways back and are containing it.";
        return incident.Impact is not null
            ? "We are looking at the ways back."
            : "We are finding out who is hit, and how badly.";
    }
}
