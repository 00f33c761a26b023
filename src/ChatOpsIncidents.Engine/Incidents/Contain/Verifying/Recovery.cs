using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Verifying;

/// <summary>What the stop of the bleeding, its return and its proof mean for the state. Used by the folds of several
/// features.</summary>
public static class Recovery
{
    /// <summary>The bleeding stopped.</summary>
    public static Incident Stopped(Incident before, DateTimeOffset at) =>
        (before with { MitigatedAt = before.MitigatedAt ?? at, WaitingFor = null }).NotDue("wait");

    /// <summary>The symptoms are back: what was proven counts no more, and nothing resolves by itself.</summary>
    public static Incident CameBack(Incident before) => (before with { MitigatedAt = null, Armed = null }).Unproven();

    /// <summary>A check left the baseline: the hold time begins anew when it is back. An armed resolve stays
    /// armed.</summary>
    public static Incident Unproven(this Incident before) =>
        (
            before with
            {
                VerifyStartedAt = null,
                HoldUntil = null,
                Proofs = [],
                Armed = before.Armed is { } armed ? armed with { At = null } : null,
            }
        ).NotDue("hold");

    /// <summary>The hold time runs.</summary>
    public static Incident Holding(Incident before, DateTimeOffset since, DateTimeOffset until) =>
        (
            before with
            {
                VerifyStartedAt = since,
                HoldUntil = until,
                Armed = before.Armed is { } armed ? armed with { At = until } : null,
            }
        ).Due("hold", until);

    /// <summary>Whether another change than this one stopped the bleeding.</summary>
    public static bool HoldsWithout(Incident incident, int number) =>
        incident.Mitigations.Any(m => m.Number != number && m.Outcome == MitigationOutcome.Worked);

    /// <summary>When a hold time that begins with a proof of <paramref name="seenAt"/> starts and ends.</summary>
    public static (DateTimeOffset Since, DateTimeOffset Until) HoldOf(
        Incident incident,
        DateTimeOffset seenAt,
        DecisionContext context
    )
    {
        var since = incident.MitigatedAt is { } stopped && stopped > seenAt ? stopped : seenAt;
        return (since, since + context.Policy.HoldTime[incident.Severity]);
    }

    /// <summary>The hold time begins once the bleeding has stopped and every check is in baseline or accepted, one at
    /// least in baseline, whichever came last.</summary>
    internal static IEnumerable<NewFact> HoldBegins(Incident before, Incident after, DecisionContext context)
    {
        if (IsShown(before) || !IsShown(after) || after.HoldUntil is not null)
            yield break;
        var (since, until) = HoldOf(after, context.Now, context);
        yield return new NewFact(new HoldStarted(since, until), By: Person.System);
    }

    private static bool IsShown(Incident incident) =>
        incident is { IsRunning: true, MitigatedAt: not null }
        && incident.Checks.Values.Any(check => check.Signal == CheckSignal.InBaseline)
        && incident.Checks.Values.All(check => check.Signal is CheckSignal.InBaseline or CheckSignal.Accepted);

    /// <summary>Wakes the one who armed a resolve that will not come to pass as promised; nothing when none was
    /// promised.</summary>
    public static IEnumerable<Effect> Wake(Incident before, Incident after, IReadOnlyList<Recorded> facts)
    {
        var broken = after.Armed is null || (before.Armed?.At is not null && after.Armed.At is null);
        if (before.Armed is not { } armed || !after.IsRunning || !broken || facts.Count == 0)
            yield break;
        var because = facts.FirstOrDefault(f => f.Fact is not IBookkeeping)?.Fact.Describe() ?? "the symptoms are back";
        var key = $"wake-{after.Seq}";
        yield return new Effect.Page(armed.By.Id, $"{after.Id} does not resolve itself. {because}", key);
        yield return new Effect.Tell(
            armed.By.Id,
            ChatMessage.Text(
                $"{after.Id} does not resolve itself. {Ink.Clean(because)}.",
                new ChatAction("See the checks", "verify", ActionStyle.Primary)
            ),
            key + "-tell"
        );
    }
}
