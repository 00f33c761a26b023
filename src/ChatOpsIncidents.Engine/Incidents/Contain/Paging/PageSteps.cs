namespace ChatOpsIncidents.Engine.Incidents.Contain.Paging;

/// <summary>Who is called after whom: who was asked for, who stands in for them, the incident's backup, who is on call
/// for everything; and where nobody leads, all of them again, a few times.</summary>
public static class PageSteps
{
    private const int RoundsMax = 4;

    /// <summary>Begins a page.</summary>
    /// <param name="targets">Names, each as it is looked up and as people call it.</param>
    /// <param name="why">One plain sentence.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="context">When, and what is known.</param>
    public static IEnumerable<NewFact> Begin(
        IReadOnlyList<(string Target, string Name)> targets,
        string why,
        Person by,
        Incident incident,
        DecisionContext context
    )
    {
        var call = targets.Aggregate(
            PageReach.Nobody,
            (all, target) => all.With(PageTargets.Of(target.Target, target.Name, incident, context))
        );
        var number = incident.Pages.Count + 1;
        var asked = new PageAsked(
            number,
            [.. targets.Select(target => target.Target)],
            [.. targets.Select(target => target.Name)],
            why,
            Others(call.Contacts, by, context),
            context.Now + context.Policy.PageAnswer
        );
        yield return new NewFact(asked, By: by);
        var page = asked.Of(by, context.Now);
        foreach (var fact in Missed(call, page, incident, context))
            yield return fact;
    }

    /// <summary>What follows when nobody of the step that was taken can be reached, or nobody has answered.</summary>
    /// <param name="page">The page as it stands.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="context">When, and what is known.</param>
    /// <param name="isTime">Whether people had their time to answer; else nobody could be reached.</param>
    public static IEnumerable<NewFact> Next(
        PageState page,
        Incident incident,
        DecisionContext context,
        bool isTime = false
    )
    {
        for (var stage = page.Stage + 1; stage < PageStage.Nobody; stage++)
        {
            var call = Of(stage, page, incident, context);
            var contacts = Others(call.Contacts, page.By, context).Where(one => page.Find(one.Id) is null).ToArray();
            if (contacts.Length > 0)
                return [Taken(page, stage, page.Round, contacts, context)];
        }

        var isAgain = incident.Lead is null && page.Round < RoundsMax;
        if (isAgain && isTime)
            return Again(page, incident, context);
        DateTimeOffset? again = isAgain ? context.Now + context.Policy.PageAnswer : null;
        return [System(new PageUnanswered(page.Number, page.Name, page.IsReached, again))];
    }

    /// <summary>A page's time is over.</summary>
    internal static Decision Fell(Incident incident, string rest, DecisionContext context)
    {
        if (!int.TryParse(rest, out var number) || incident.Page(number) is not { IsOpen: true } page)
            return Decision.NothingToDo;
        if (!IsWanted(incident))
            return Decision.NothingToDo;
        var facts =
            page.Stage == PageStage.Nobody
                ? Again(page, incident, context)
                : Next(page, incident, context, isTime: true);
        return Decision.Accept([.. facts]);
    }

    /// <summary>Whether anybody need be called.</summary>
    internal static bool IsWanted(Incident incident) => incident is { IsOver: false, IsDrill: false };

    // Nobody leads who could be told: all are called once more, as they are on duty by now.
    private static IEnumerable<NewFact> Again(PageState page, Incident incident, DecisionContext context)
    {
        var call = page
            .Targets.Zip(page.Names)
            .Select(pair => PageTargets.Of(pair.First, pair.Second, incident, context))
            .Aggregate(PageReach.Nobody, (all, one) => all.With(one));
        var contacts = Others(call.Contacts, page.By, context);
        if (contacts.Count == 0)
            return Next(page with { Stage = PageStage.Asked, Round = page.Round + 1 }, incident, context);
        return [Taken(page, PageStage.Asked, page.Round + 1, contacts, context)];
    }

    private static IEnumerable<NewFact> Missed(
        PageReach call,
        PageState page,
        Incident incident,
        DecisionContext context
    )
    {
        foreach (var miss in call.Failures)
            yield return System(new PageFailed(page.Number, null, miss.Name, miss.Why, Final: true));
        if (page.Contacts.Count > 0 || !IsWanted(incident))
            yield break;
        if (call.Failures.Count == 0)
            yield return System(
                new PageFailed(page.Number, null, page.Name, "nobody else is meant by it than who asks", Final: true)
            );
        foreach (var fact in Next(page, incident, context))
            yield return fact;
    }

    private static PageReach Of(PageStage stage, PageState page, Incident incident, DecisionContext context) =>
        stage switch
        {
            PageStage.RotationBackup when !incident.IsPrivate => page
                .Targets.Select(context.Catalog.Rotation)
                .OfType<Rotation>()
                .Aggregate(PageReach.Nobody, (all, one) => all.With(PageTargets.BackupOf(one, context))),
            PageStage.Backup when incident.Backup is { } backup => PageTargets.Of(backup, backup.Name, context),
            PageStage.OnCall when !incident.IsPrivate && context.Policy.OnCall is { } onCall => PageTargets.Of(
                onCall,
                onCall.TrimStart('@'),
                incident,
                context
            ),
            _ => PageReach.Nobody,
        };

    private static NewFact Taken(
        PageState page,
        PageStage stage,
        int round,
        IReadOnlyList<PageContact> contacts,
        DecisionContext context
    ) =>
        System(
            new PageStepTaken(
                page.Number,
                stage,
                round,
                contacts,
                page.IsReached,
                context.Now + context.Policy.PageAnswer
            )
        );

    // Nobody is woken by a page of one's own.
    private static IReadOnlyList<PageContact> Others(
        IEnumerable<PageContact> contacts,
        Person by,
        DecisionContext context
    ) => [.. contacts.Where(contact => contact.Target != by.Id && contact.Target != context.By.Id)];

    private static NewFact System(IncidentEvent fact) => new(fact, By: Person.System);
}
