using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Roles;

/// <summary><c>/incident lead</c>: takes command. A present lead has 60 s to object.</summary>
public sealed record TakeCommand : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("lead", "", "Take command; the present lead has 60 s to object", (_, _) => new TakeCommand())
        {
            Synonyms = ["ic"],
            Topic = "People",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        incident.IsOver ? Refusals.Over(incident) : By(incident, context);

    /// <summary>The asker takes command: at once where nobody leads or the lead is away.</summary>
    internal static Decision By(Incident incident, DecisionContext context)
    {
        if (incident.Lead is not { } lead)
            return Decision.Accept(new RoleTaken(Role.Lead, context.By));
        if (lead.Id == context.By.Id)
            return Decision.NothingToDo;
        if (incident.IsAway(lead.Id, context.Now))
            return Decision.Accept(new RoleTaken(Role.Lead, context.By, lead));
        if (incident.Claim is not { } claim)
            return Decision.Accept(new LeadClaimed(context.By, lead, context.Now + context.Policy.TakeCommandWait));
        return claim.By.Id == context.By.Id
            ? Decision.NothingToDo
            : new Refusal(
                "lead-claimed",
                $"{claim.By.Name} is taking command already.",
                new NextStep("Show roles", "roles")
            );
    }

    /// <summary>Nobody objected.</summary>
    internal static Decision Unopposed(Incident incident, string rest, DecisionContext context) =>
        incident is { Claim: { } claim, IsOver: false }
            ? Decision.Accept(new NewFact(new RoleTaken(Role.Lead, claim.By, incident.Lead), By: claim.By))
            : Decision.NothingToDo;
}

/// <summary>Somebody takes command, unless the lead objects in time.</summary>
public sealed record LeadClaimed(Person Claimant, Person Lead, DateTimeOffset Until) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { Claim = new LeadClaim(Claimant, Until) }).Due(DeadlineNames.Lead, Until);

    /// <inheritdoc/>
    public override string Describe() => $"{Claimant.Name} takes command unless {Lead.Name} objects";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            $"{Markup.Mention(Lead.Id)}, {Markup.Bold(Claimant.Name)} takes command in "
                + $"{(int)(Until - recorded.RecordedAt).TotalSeconds} s. "
                + "Nothing to do if that helps you.",
            new ChatAction("Object", "object")
        );
}

/// <summary>The lead objected, or the claim was taken back.</summary>
public sealed record LeadKept(Person Claimant, string Why) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { Claim = null }).NotDue(DeadlineNames.Lead);

    /// <inheritdoc/>
    public override string Describe() =>
        $"The lead stays; {Claimant.Name} does not take command" + (Why.Length > 0 ? $": {Why}" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}
