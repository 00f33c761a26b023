using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Paging;

/// <summary>Somebody is being called. Whether they are reached is told by later facts.</summary>
/// <param name="Page">1 for the first page of an incident.</param>
/// <param name="Targets">Persons' ids, groups, rotations or schedules, as they are looked up.</param>
/// <param name="Names">As people call them, in the same order.</param>
/// <param name="Why">One plain sentence.</param>
/// <param name="Contacts">Whom that means now, by every way.</param>
/// <param name="Until">When the next are called if nobody answers.</param>
public sealed record PageAsked(
    int Page,
    IReadOnlyList<string> Targets,
    IReadOnlyList<string> Names,
    string Why,
    IReadOnlyList<PageContact> Contacts,
    DateTimeOffset Until
) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var at = recorded.RecordedAt;
        var called = Targets.Concat(Contacts.Select(contact => contact.Target)).Distinct();
        return (
            before with
            {
                Pages = before.Pages.Add(Of(recorded.By, at)),
                Paged = before.Paged.SetItems(called.Select(target => KeyValuePair.Create(target, at))),
            }
        ).Due(DeadlineNames.Of(DeadlineNames.Page, Page), Until);
    }

    /// <inheritdoc/>
    public override string Describe() => $"Calling {string.Join(", ", Names)}: {Why}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var page = after.Page(Page)!;
        return [.. PageView.Opened(after, page), .. PageView.Calls(after, page, page.Contacts)];
    }

    /// <summary>The state that it makes.</summary>
    internal PageState Of(Person by, DateTimeOffset at) =>
        new PageState(Page, Targets, Names, Why, by, at).With(Contacts, at);
}

/// <summary>The next are called: nobody answered, or nobody was reached.</summary>
/// <param name="Page">The page.</param>
/// <param name="Stage">Who they are.</param>
/// <param name="Round">How often the calling has begun.</param>
/// <param name="Contacts">Whom that means now, by every way.</param>
/// <param name="Reached">Whether somebody was reached before, and did not answer.</param>
/// <param name="Until">When the next are called if nobody answers.</param>
public sealed record PageStepTaken(
    int Page,
    PageStage Stage,
    int Round,
    IReadOnlyList<PageContact> Contacts,
    bool Reached,
    DateTimeOffset Until
) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var at = recorded.RecordedAt;
        var paged = before.Paged.SetItems(Contacts.Select(contact => KeyValuePair.Create(contact.Target, at)));
        return (before with { Paged = paged })
            .WithPage(Page, page => (page with { Stage = Stage, Round = Round }).With(Contacts, at))
            .Due(DeadlineNames.Of(DeadlineNames.Page, Page), Until);
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"{(Reached ? "No answer yet" : "Nobody was reached")}: calling "
        + string.Join(", ", Contacts.Select(contact => contact.Name).Distinct())
        + (Stage == PageStage.Backup ? " (Backup)" : "");

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var page = after.Page(Page)!;
        var called = Contacts.Select(contact => page.Find(contact.Id)).OfType<ContactState>();
        return [.. PageView.Changed(after, page), .. PageView.Calls(after, page, called)];
    }
}
