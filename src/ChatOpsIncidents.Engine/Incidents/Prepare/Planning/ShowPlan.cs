using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Planning;

/// <summary><c>/incident plan</c>: who is told what, how often, where, and by whom.</summary>
public sealed record ShowPlan : IncidentCommand
{
    private const int AudiencesMax = 6;

    public static CommandWord Word { get; } =
        new(
            "plan",
            "[<audience> every: <duration> where: <channel, @person or mail>]",
            "Who is told what, how often and where; and change it",
            ChangePlan.Read
        )
        {
            Keys = ["every", "where", "people", "reads", "why"],
            Topic = "Inform",
            Example = "plan support every: 15m where: here",
        };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var message = new ChatMessage
        {
            Title = $"{incident.Id}: how people are kept informed",
            Body =
                "One update says what happened, what users notice, what is being done, and when the next one "
                + "comes. Each reads it in words of their own.",
            Facts = [.. Facts(incident, context)],
            Actions = [.. Actions(incident, context)],
            Footer = Others(incident),
        };
        return Decision.Answer(new Reply { Message = message });
    }

    private static IEnumerable<ChatAction> Actions(Incident incident, DecisionContext context)
    {
        if (incident.IsRunning)
        {
            yield return new ChatAction("Write it now", "update", ActionStyle.Primary);
            yield return new ChatAction("What each reads", "update preview");
            foreach (var one in incident.Plan.Where(one => one.Row.Reads != Wording.Engineers).Take(AudiencesMax))
                yield return new ChatAction($"Change {one.Row.Name}", $"plan {one.Row.Name}");
        }

        foreach (var playbook in ShowPlaybook.Button(incident, context.Catalog))
            yield return playbook;
    }

    private static IEnumerable<ChatFact> Facts(Incident incident, DecisionContext context)
    {
        var writer = incident.Roles.GetValueOrDefault(Role.Comms) ?? incident.Lead;
        yield return new ChatFact("How often", HowOften(incident, context.Policy));
        yield return new ChatFact("Next", Next(incident));
        yield return new ChatFact("Written by", writer is null ? "nobody yet" : Markup.Clean(writer.Name));
        foreach (var one in incident.Plan.Take(AudiencesMax))
            yield return new ChatFact(Label(one.Row), Told(one, incident, context.Policy));
        if (incident.UpdateDueAt is not null || !incident.IsRunning)
            yield return new ChatFact("If it is late", Ladder(context.Policy));
        if (ShowPlaybook.Row(incident, context.Catalog) is { } playbook && incident.Plan.Count < AudiencesMax)
            yield return playbook;
    }

    private static string? Others(Incident incident)
    {
        var others = string.Join(", ", incident.Plan.Skip(AudiencesMax).Select(one => Markup.Clean(one.Row.Name)));
        return others.Length == 0 ? null : $"Told as well: {others}. See one with {Markup.Code("plan <name>")}.";
    }

    private static string Label(Audience row)
    {
        var name = char.ToUpperInvariant(row.Name[0]) + row.Name[1..];
        return row.Name.Equals($"{row.Reads}", StringComparison.OrdinalIgnoreCase)
            ? name
            : $"{name} (as {row.Reads.ToString().ToLowerInvariant()})";
    }

    private static string Told(AudienceState one, Incident incident, Policy policy)
    {
        List<string> lines = [PlanText.HowOften(one.Row, UpdateClock.StretchOf(incident)), Where(one.Row, incident)];
        if (one.Row.Places.Count > 0 && one.SentAt is { } sent)
            lines.Add(one.ReachedAt >= sent ? $"Reached {Markup.Time(sent)}" : $"On its way since {Markup.Time(sent)}");
        if (one.NextAt is { } next)
            lines.Add($"Next {Markup.Time(next)}");
        lines.AddRange(one.Troubles.Values.Distinct().Select(why => $"Not delivered: {Markup.Clean(why)}"));
        return string.Join('\n', lines);
    }

    private static string Where(Audience row, Incident incident)
    {
        List<string> places = row.Reads == Wording.Engineers && row.Name == "engineers" ? [.. Inside(incident)] : [];
        if (row.Places.Count > 0)
            places.Add(InformEffects.Where(row));
        if (places.Count > 0)
            return string.Join(", ", places);
        // Whoever is outside the company reads no channel of it.
        return row.Reads == Wording.Public
            ? "nobody outside is told yet"
            : "nowhere of their own yet: they read the announcement";
    }

    // The room, where it was declared, and whoever follows read along.
    private static IEnumerable<string> Inside(Incident incident)
    {
        yield return incident.RoomId is { } room ? Markup.Channel(room) : "the room";
        if (AnnouncementView.HasOriginPost(incident))
            yield return Markup.Channel(incident.Origin!.ChannelId!);
        if (incident.Followers.Count > 0)
            yield return $"{incident.Followers.Count} who follow";
    }

    private static string Next(Incident incident)
    {
        if (incident.NoUpdatesBecause is { } why)
            return $"none is promised: {Markup.Clean(why)}";
        if (incident.UpdateDueAt is { } due)
            return Markup.Time(due);
        return incident.LookAt is { } look ? DueText.NoUpdate(look) : "none is due";
    }

    private static string HowOften(Incident incident, Policy policy)
    {
        var calmer = UpdateClock.StretchOf(incident) is { } why ? $", {why}: half as often" : "";
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
