using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Views.Reading;

/// <summary><c>/incident plan</c>: who is told what, how often, and by whom.</summary>
public sealed record ShowPlan : IncidentCommand
{
    /// <summary>Its words.</summary>
    public static CommandWord Word { get; } =
        new("plan", "", "Who is told, how often, and by whom", (_, _) => new ShowPlan()) { Topic = "Inform" };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var writer = incident.Roles.GetValueOrDefault(Role.Comms) ?? incident.Lead;
        var calmer = incident.MitigatedAt is null ? "" : ", mitigated: half as often";
        var every = UpdateClock.CadenceOf(incident, context.Policy);
        return Decision.Answer(
            new Reply
            {
                Message = new ChatMessage
                {
                    Title = $"{incident.Id}: how people are kept informed",
                    Body =
                        "One update says what happened, what users notice, what is being done, and when the next one "
                        + "comes.",
                    Facts =
                    [
                        new ChatFact(
                            "How often",
                            every is { } span
                                ? $"every {UpdateDraft.Short(span)} ({incident.Severity}{calmer})"
                                : $"no regular updates ({incident.Severity})"
                        ),
                        new ChatFact("Next", incident.UpdateDueAt is { } due ? Ink.Time(due) : "none is due"),
                        new ChatFact("Written by", writer?.Name ?? "nobody yet"),
                        new ChatFact("Engineers", incident.RoomId is { } room ? Ink.Channel(room) : "the room"),
                        new ChatFact(
                            "Where declared",
                            incident.IsPrivate || incident.Origin?.ChannelId is not { } channel
                                ? "nowhere else"
                                : Ink.Channel(channel)
                        ),
                        new ChatFact("If it is late", Ladder(context.Policy)),
                        .. ShowPlaybook.Row(incident, context.Catalog) is { } playbook
                            ? [playbook]
                            : Array.Empty<ChatFact>(),
                    ],
                    Actions =
                    [
                        .. incident.IsRunning
                            ? [new ChatAction("Write it now", "update", ActionStyle.Primary)]
                            : Array.Empty<ChatAction>(),
                        .. ShowPlaybook.Button(incident, context.Catalog),
                    ],
                },
            }
        );
    }

    private static string Ladder(Policy policy) =>
        $"draft {UpdateDraft.Short(policy.LadderDraft)} before; next person after "
        + $"{UpdateDraft.Short(policy.LadderPerson)}; "
        + $"holding update inside after {UpdateDraft.Short(policy.LadderHolding)}; "
        + $"readers hear after {UpdateDraft.Short(policy.LadderAudience)}";
}
