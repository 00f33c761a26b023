using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Planning;

/// <summary><c>/incident plan</c>: who is told what, how often, and by whom.</summary>
public sealed record ShowPlan : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("plan", "", "Who is told, how often, and by whom", (_, _) => new ShowPlan()) { Topic = "Inform" };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        List<ChatAction> actions = [.. ShowPlaybook.Button(incident, context.Catalog)];
        if (incident.IsRunning)
            actions.Insert(0, new ChatAction("Write it now", "update", ActionStyle.Primary));
        var message = new ChatMessage
        {
            Title = $"{incident.Id}: how people are kept informed",
            Body =
                "One update says what happened, what users notice, what is being done, and when the next one "
                + "comes.",
            Facts = [.. Facts(incident, context)],
            Actions = actions,
        };
        return Decision.Answer(new Reply { Message = message });
    }

    private static IEnumerable<ChatFact> Facts(Incident incident, DecisionContext context)
    {
        var writer = incident.Roles.GetValueOrDefault(Role.Comms) ?? incident.Lead;
        var declaredIn = incident.IsPrivate ? null : incident.Origin?.ChannelId;
        yield return new ChatFact("How often", HowOften(incident, context.Policy));
        yield return new ChatFact("Next", incident.UpdateDueAt is { } due ? Ink.Time(due) : "none is due");
        yield return new ChatFact("Written by", writer?.Name ?? "nobody yet");
        yield return new ChatFact("Engineers", incident.RoomId is { } room ? Ink.Channel(room) : "the room");
        yield return new ChatFact("Where declared", declaredIn is null ? "nowhere else" : Ink.Channel(declaredIn));
        yield return new ChatFact("If it is late", Ladder(context.Policy));
        if (ShowPlaybook.Row(incident, context.Catalog) is { } playbook)
            yield return playbook;
    }

    private static string HowOften(Incident incident, Policy policy)
    {
        var calmer = incident.MitigatedAt is null ? "" : ", mitigated: half as often";
        return UpdateClock.CadenceOf(incident, policy) is { } every
            ? $"every {UpdateDraft.Short(every)} ({incident.Severity}{calmer})"
            : $"no regular updates ({incident.Severity})";
    }

    private static string Ladder(Policy policy) =>
        $"draft {UpdateDraft.Short(policy.LadderDraft)} before; next person after "
        + $"{UpdateDraft.Short(policy.LadderPerson)}; "
        + $"holding update inside after {UpdateDraft.Short(policy.LadderHolding)}; "
        + $"readers hear after {UpdateDraft.Short(policy.LadderAudience)}";
}
