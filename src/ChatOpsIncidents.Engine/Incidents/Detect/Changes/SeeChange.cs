using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Changes;

/// <summary>A hook or a look back reports a change; it stands in the timeline at its own time.</summary>
public sealed record ReportChange(KnownChange Change) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        // What really changes is no part of a drill, which has changes of its own.
        if (incident.Seq == 0 || incident.IsOver || incident.IsDrill || incident.Changes.Contains(Change))
            return Decision.NothingToDo;
        var seen = new NewFact(new ChangeSeen(Change), Change.At < context.Now ? Change.At : context.Now, Change.Url);
        return Decision.Accept([seen, .. Broken(incident), .. ReportRollback.By(Change, incident)]);
    }

    private IEnumerable<NewFact> Broken(Incident incident)
    {
        if (incident.IsBrokenBy(Change))
            yield return new FreezeBroken(Change.Id, Change.What, Change.Actor, Change.Service, Change.PreviousVersion);
    }
}

/// <summary>A change became known, or a known one went on.</summary>
public sealed record ChangeSeen(KnownChange Change) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Changes = before.Changes.RemoveAll(change => change.Id == Change.Id).Add(Change),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        string.Join(
            ' ',
            new[]
            {
                $"Change ({Change.Kind}): {Change.What}",
                Change.Status is { } status ? $"[{status}]" : null,
                Change.Actor is { } actor ? $"by {actor}" : null,
            }.OfType<string>()
        );

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        if (!after.Suspects.IsEmpty)
            yield return new Effect.Edit(SuspectMarked.Key, SuspectMarked.Card(after));
        if (Change.Service is { } service && IsUnrecordedWayBack(after, service))
            yield return new Effect.Post(Destination.Room, Offer(service), $"way-back-{recorded.Seq}");
    }

    // A way back that a hook saw while the incident runs is offered to be recorded: only people know whether it was
    // meant for this one.
    private bool IsUnrecordedWayBack(Incident after, string service) =>
        Change.Status == "rolled_back"
        && after.IsRunning
        && Change.At >= after.Onset
        && !after.Mitigations.Any(one =>
            one.Kind == MitigationKinds.Rollback && one.What.Contains(service, StringComparison.OrdinalIgnoreCase)
        );

    private ChatMessage Offer(string service)
    {
        var to = (Change.PreviousVersion ?? Change.Version) is { } build ? $" to {build}" : "";
        var time = $"{Change.At.UtcDateTime:HH:mm}";
        return ChatMessage.Text(
            $"{Markup.Clean(service)} went back{Markup.Clean(to)} at {Markup.Time(Change.At)}"
                + (Change.Actor is { } actor ? $", by {Markup.Clean(actor)}" : "")
                + ". Was that for this incident?",
            new ChatAction($"Record {time}", $"rollback {service}{to} at {time}Z")
        );
    }
}

/// <summary><c>/incident changes</c>: what changed, the likeliest first.</summary>
public sealed record ShowChanges : IncidentCommand
{
    private const int LinesMax = 10;
    private const int ButtonsMax = 3;

    public static CommandWord Word { get; } =
        new("changes", "", "What changed, the likeliest first", (_, _) => new ShowChanges()) { Topic = "Diagnose" };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var ranked = incident.RankedChanges(context.Catalog.NeededBy(incident.Services));
        if (ranked.Count == 0)
        {
            return Decision.Answer(
                Reply.Text(
                    "No change is known. That is no proof that nothing changed: look, and mark each.",
                    new ChatAction("Deploys", "suspect deploys"),
                    new ChatAction("Infrastructure", "suspect infra"),
                    new ChatAction("Dependencies", "suspect dependencies")
                )
            );
        }

        return Decision.Answer(
            new Reply
            {
                Message = new ChatMessage
                {
                    Title = $"{incident.Id}: what changed",
                    Body = string.Join(
                        '\n',
                        ranked.Take(LinesMax).Select(change => Line(change, incident.Onset!.Value))
                    ),
                    Footer = ranked.Count > LinesMax ? $"and {ranked.Count - LinesMax} more in the timeline" : null,
                    Actions =
                    [
                        .. ranked
                            .Where(change => change is { Service: not null, PreviousVersion: not null, IsOurs: true })
                            .Take(ButtonsMax)
                            .Select(change => new ChatAction(
                                $"Roll back {change.Service}",
                                $"rollback {change.Service} to {change.PreviousVersion}"
                            )),
                    ],
                },
            }
        );
    }

    private static string Line(KnownChange change, DateTimeOffset onset)
    {
        var gap = (onset - change.At).Duration();
        var apart = gap.TotalHours < 2 ? $"{gap.TotalMinutes:0} min" : $"{gap.TotalHours:0} h";
        var side = change.At <= onset ? "before" : "after";
        var distance = gap < TimeSpan.FromMinutes(1) ? "just then" : $"{apart} {side}";
        var what = change.Url is { } url ? Markup.Link(url, change.What) : Markup.Clean(change.What);
        return $"• {Markup.Ago(change.At)}: {change.Kind}: {what} "
            + $"({distance}{(change.PreviousVersion is { } was ? $"; was {Markup.Clean(was)}" : "")})";
    }
}
