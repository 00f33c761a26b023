using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Paging;

/// <summary>A call was delivered.</summary>
/// <param name="Page">The page's number.</param>
/// <param name="Contact">The contact's id.</param>
public sealed record ReportPaged(int Page, string Contact) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Page(Page) is not { } page || page.Find(Contact) is not { } called)
            return Decision.NothingToDo;
        if (called.Status == ContactStatus.Reached)
            return Decision.NothingToDo;
        var contact = called.Contact;
        return Decision.Accept(
            new PeoplePaged([contact.Target], [contact.Name], page.Why, null) { Page = Page, Way = contact.Way }
        );
    }
}

/// <summary>A call failed.</summary>
/// <param name="Page">The page's number.</param>
/// <param name="Contact">The contact's id.</param>
/// <param name="Why">Why, as a sentence.</param>
/// <param name="Final">Whether it is not tried again.</param>
public sealed record ReportNotPaged(int Page, string Contact, string Why, bool Final) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Page(Page) is not { IsOpen: true } page || page.Find(Contact) is not { } called)
            return Decision.NothingToDo;
        var isOld = called.Status is ContactStatus.Reached or ContactStatus.Failed;
        if (isOld || (called.Status == ContactStatus.Stumbled && !Final))
            return Decision.NothingToDo;
        var failed = new PageFailed(Page, called.Contact, called.Contact.Name, Why.Trim().TrimEnd('.'), Final);
        var after = page.With(Contact, Final ? ContactStatus.Failed : ContactStatus.Stumbled, context.Now);
        var isNext = after.IsHopeless && page.Stage < PageStage.Nobody && PageSteps.IsWanted(incident);
        // What stumbled has been answered by the next step already.
        if (!isNext || called.Status == ContactStatus.Stumbled)
            return Decision.Accept(failed);
        return Decision.Accept([failed, .. PageSteps.Next(after, incident, context)]);
    }
}

/// <summary>The platform told who is in a group.</summary>
/// <param name="Page">The page's number.</param>
/// <param name="Contact">The contact's id.</param>
/// <param name="GroupId">The group's id.</param>
/// <param name="Handle">As people call it.</param>
/// <param name="Members">Ids.</param>
public sealed record ReportGroup(int Page, string Contact, string GroupId, string Handle, IReadOnlyList<string> Members)
    : IncidentCommand
{
    private const int MembersMax = 50;

    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Page(Page) is not { IsOpen: true } page || page.Find(Contact) is not { } called)
            return Decision.NothingToDo;
        var group = called.Contact with { Name = Handle };
        var members = Members
            .Where(id => id != page.By.Id)
            .Select(id => context.FindPerson(id) ?? new Person(id, id))
            .Where(person => Duties.WhyNot(person, context) is null)
            .Select(person => new PageContact(PageWays.Chat, person.Id, person.Name, group.For))
            .Where(contact => page.Find(contact.Id) is null)
            .ToArray();
        if (members.Length > 0)
            return Decision.Accept(
                new PageWidened(Page, group, GroupId, [.. members.Take(MembersMax)])
                {
                    NotCalled = Math.Max(0, members.Length - MembersMax),
                }
            );
        return page.Contacts.Any(one => one.Contact.Id != Contact && one.IsHopeful)
            ? Decision.Accept(new PageWidened(Page, group, GroupId, []))
            : new ReportNotPaged(Page, Contact, "nobody else is in that group", true).Decide(incident, context);
    }
}

/// <summary>A paging system told that somebody acknowledged a page of ours.</summary>
/// <param name="Page">The page's number.</param>
/// <param name="Who">Who, as that system calls them; null: not said.</param>
/// <param name="Way">The system.</param>
public sealed record ReportAcknowledged(int Page, string? Who, string Way) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver || incident.Page(Page) is not { IsOpen: true })
            return Decision.NothingToDo;
        var who = new Person($"hook:{Way}", Who ?? "Somebody");
        return Decision.Accept(new NewFact(new PageAcknowledged(Page, who, Way), By: who));
    }
}

/// <summary><c>/incident on-it 2</c>: the button of a page.</summary>
/// <param name="Page">The page's number; null: every page that waits for an answer.</param>
public sealed record AnswerPage(int? Page) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("on-it", "[page]", "Answer a page: nobody else is called", Read)
        {
            Synonyms = ["onit"],
            Topic = "People",
            Example = "on-it",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        var open = incident.Pages.Where(page => page.IsOpen && (Page is null || page.Number == Page)).ToArray();
        var isIn = incident.Joined.Any(person => person.Id == context.By.Id);
        var entered = isIn ? [] : JoinIncident.Enter(incident, context.By, context, speaks: true).Facts;
        if (open.Length > 0)
            return Decision.Accept([.. open.Select(page => Answer(page, context)), .. entered]);
        if (incident.Pages.LastOrDefault(page => page.AnsweredBy is not null) is { } answered)
            return Decision.Answer(Reply.Text($"{answered.AnsweredBy} is on it already.")) with { Facts = entered };
        return Decision.Answer(Reply.Text("Nobody waits for an answer to a page.")) with { Facts = entered };
    }

    private static NewFact Answer(PageState page, DecisionContext context) =>
        new PageAcknowledged(page.Number, context.By, PageWays.Chat);

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        int.TryParse(line.Rest.TrimStart('#'), out var number) ? new AnswerPage(number) : new AnswerPage(Page: null);
}

/// <summary>Somebody who is being paged spoke in the room, be it their first word there or not.</summary>
public sealed record PagedPersonSpoke(Person Person) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        // The first word answers by itself.
        var first = new PersonSpoke(Person).Decide(incident, context);
        if (first.Facts.Count > 0 || !incident.IsRunning || incident.IsDrill)
            return first;
        var open = incident.Pages.Where(page => page.IsOpen && page.IsCalled(Person.Id));
        return Decision.Accept([.. open.Select(page => PagesAnswered.Answered(page, Person))]);
    }
}

/// <summary>Whoever was called and acts has answered; and nobody is called for what is over.</summary>
public sealed class PagesAnswered : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        var open = after.Pages.Where(page => page.IsOpen).ToArray();
        if (open.Length == 0 || after.IsDrill)
            return Decision.NothingToDo;
        var isContained = after.MitigatedAt is not null && before.MitigatedAt is null;
        var isOver = before.IsRunning && !after.IsRunning;
        if (isOver || isContained)
            return Decision.Follow(new PagesStopped([.. open.Select(page => page.Number)]));
        return Decision.Accept([.. open.Select(page => Answer(page, before, facts)).OfType<NewFact>()]);
    }

    // The step that calls somebody is none of theirs.
    private static NewFact? Answer(PageState page, Incident before, IReadOnlyList<Recorded> facts)
    {
        if (before.Page(page.Number) is not { } asked)
            return null;
        var acted = facts
            .Select(fact => fact.Fact is PersonHeard heard ? heard.Person : fact.By)
            .FirstOrDefault(person => person.IsHuman && asked.IsCalled(person.Id));
        return acted is null ? null : Answered(page, acted);
    }

    /// <summary>The answer of somebody who did not say so in words.</summary>
    internal static NewFact Answered(PageState page, Person person) =>
        new(new PageAcknowledged(page.Number, person, PageWays.Chat), By: person);
}
