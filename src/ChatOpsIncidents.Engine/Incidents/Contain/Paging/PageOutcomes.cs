using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Paging;

/// <summary>People were paged: it was delivered.</summary>
/// <param name="Targets">Persons' ids, groups or schedules.</param>
/// <param name="Names">As people call them, in the same order.</param>
/// <param name="Why">One plain sentence.</param>
/// <param name="AnswerBy">Of old records: when it was to be said that nobody came.</param>
public sealed record PeoplePaged(
    IReadOnlyList<string> Targets,
    IReadOnlyList<string> Names,
    string Why,
    DateTimeOffset? AnswerBy
) : IncidentEvent
{
    /// <summary>The page; null: of old records, which did not know whether it was delivered.</summary>
    public int? Page { get; init; }

    /// <summary>By what way; null as above.</summary>
    [Code]
    public string? Way { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var at = recorded.RecordedAt;
        if (Page is { } number)
            return before.WithPage(number, page => page.With($"{Way}:{Targets[0]}", ContactStatus.Reached, at));
        return before with { Paged = before.Paged.SetItems(Targets.Select(one => KeyValuePair.Create(one, at))) };
    }

    /// <inheritdoc/>
    public override string Describe()
    {
        var names = string.Join(", ", Names);
        return Way switch
        {
            null => $"Paged {names}: {Why}",
            PageWays.Chat => $"Paged {names} by direct message",
            PageWays.Mail => $"The mail server took the page for {names}",
            _ => $"Sent to {PageWays.Say(Way)} for {names}, not yet acknowledged",
        };
    }

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        Page is { } number && after.Page(number) is { } page ? PageView.Changed(after, page) : [];
}

/// <summary>Somebody could not be paged, or not yet.</summary>
/// <param name="Page">The page.</param>
/// <param name="Contact">Whom, by what way; null: the name stands for nobody.</param>
/// <param name="Name">Whom, as people call them.</param>
/// <param name="Why">Why, as a sentence without its full stop.</param>
/// <param name="Final">Whether it is not tried again.</param>
public sealed record PageFailed(int Page, PageContact? Contact, string Name, string Why, bool Final) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        if (Contact is not { } contact)
            return before;
        var status = Final ? ContactStatus.Failed : ContactStatus.Stumbled;
        return before.WithPage(Page, page => page.With(contact.Id, status, recorded.RecordedAt, Why));
    }

    /// <inheritdoc/>
    public override string Describe() =>
        Final ? $"Could not page {Name}{By}: {Why}" : $"{Name} is not reached yet{By}: {Why}. It is tried again";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => IsAlone(after) ? Loudness.Banner : Loudness.LogThread;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        new()
        {
            Body = Final
                ? $"{Markup.Bold($"Could not page {Name}")}{By}: {Markup.Clean(Why)}."
                : $"{Markup.Bold($"{Name} is not reached yet")}{By}: {Markup.Clean(Why)}. It is tried again.",
            Tone = Tone.Urgent,
            Actions = [new ChatAction("Page somebody else", "page"), new ChatAction("I'm on it", $"on-it {Page}")],
        };

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        after.Page(Page) is { } page
            ? [.. PageView.Changed(after, page), .. Told(page, recorded, context)]
            : PageView.Nothing;

    // Who asked may not look at the room.
    private IEnumerable<Effect> Told(PageState page, Recorded recorded, DecisionContext context) =>
        page.By.IsHuman && Final && page.By.Id != context.By.Id
            ? [new Effect.Direct(page.By.Id, Announce(Incident.None(""), recorded), $"page-failed-{recorded.Seq}")]
            : [];

    // Whom another way may still reach is no reason to cry out.
    private bool IsAlone(Incident after) =>
        !after.IsDrill
        && after.Page(Page) is { } page
        && !page.Contacts.Any(one => one.IsHopeful && (one.Contact.Name == Name || one.Contact.For == Name));

    private string By =>
        Contact is { } contact && !contact.IsPerson && PageWays.IsOutside(contact.Way)
            ? $" by {PageWays.Say(contact.Way)}"
            : "";
}

/// <summary>A group's members are known: each of them is called.</summary>
/// <param name="Page">The page.</param>
/// <param name="Group">The group as it was called.</param>
/// <param name="GroupId">Its id.</param>
/// <param name="Members">They, but for who asked.</param>
public sealed record PageWidened(
    int Page,
    PageContact Group,
    [property: Code] string GroupId,
    IReadOnlyList<PageContact> Members
) : IncidentEvent
{
    /// <summary>How many more are in the group than are called at once.</summary>
    public int NotCalled { get; init; }

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var at = recorded.RecordedAt;
        var called = Members.Select(member => member.Target).Append(GroupId);
        return (
            before with
            {
                Paged = before.Paged.SetItems(called.Select(target => KeyValuePair.Create(target, at))),
            }
        ).WithPage(
            Page,
            page =>
                (page with { Contacts = page.Contacts.RemoveAll(one => one.Contact.Id == Group.Id) }).With(Members, at)
        );
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"{Group.Name} is {string.Join(", ", Members.Select(member => member.Name))}: calling each"
        + (NotCalled > 0 ? $"; {NotCalled} more are not called" : "");

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => NotCalled > 0 ? Loudness.Banner : Loudness.CardOnly;

    // Whoever pages a whole department is not to believe that all of it is coming.
    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        new()
        {
            Body =
                $"{Markup.Bold($"{Markup.Clean(Group.Name)} has {Members.Count + NotCalled} members")}: the first "
                + $"{Members.Count} are called, {NotCalled} are not. Page who is needed by name, or a smaller group.",
            Tone = Tone.Urgent,
            Actions = [new ChatAction("Page somebody else", "page")],
        };

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var page = after.Page(Page)!;
        var called = Members.Select(member => page.Find(member.Id)).OfType<ContactState>();
        return [.. PageView.Changed(after, page), .. PageView.Calls(after, page, called)];
    }
}

/// <summary>Somebody answered a page: nobody else is called for it.</summary>
/// <param name="Page">The page.</param>
/// <param name="Who">Who.</param>
/// <param name="Way">By what way: chat, or the paging system that told it.</param>
public sealed record PageAcknowledged(int Page, Person Who, [property: Code] string Way) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before
            .WithPage(
                Page,
                page => page.IsOpen ? page with { AnsweredBy = Who.Name, AnsweredAt = recorded.RecordedAt } : page
            )
            .NotDue(DeadlineNames.Of(DeadlineNames.Page, Page));

    /// <inheritdoc/>
    public override string Describe() =>
        Way == PageWays.Chat ? $"{Who.Name} is on it" : $"{Who.Name} acknowledged the page in {PageWays.Say(Way)}";

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var page = after.Page(Page)!;
        return
        [
            .. PageView.Changed(after, page),
            .. PageView.Answered(page, Who, recorded.RecordedAt),
            .. PageView.Ends(page, isOver: false, but: Way),
        ];
    }
}

/// <summary>Nobody is left to be called.</summary>
/// <param name="Page">The page.</param>
/// <param name="Name">Who was asked for.</param>
/// <param name="Reached">Whether anybody was reached.</param>
/// <param name="AgainAt">When all are called again, for nobody leads; null: they are not.</param>
public sealed record PageUnanswered(int Page, string Name, bool Reached, DateTimeOffset? AgainAt) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = before.WithPage(Page, page => page with { Stage = PageStage.Nobody });
        return AgainAt is { } at
            ? after.Due(DeadlineNames.Of(DeadlineNames.Page, Page), at)
            : after.NotDue(DeadlineNames.Of(DeadlineNames.Page, Page));
    }

    /// <inheritdoc/>
    public override string Describe() =>
        Reached ? $"No answer to the page to {Name}" : $"Nobody could be reached by the page to {Name}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => after.IsDrill ? Loudness.CardOnly : Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        new()
        {
            Body =
                $"{Markup.Bold(Markup.Clean(Describe()))}."
                + (AgainAt is { } at ? $" Again at {Markup.Time(at)}." : ""),
            Tone = Tone.Urgent,
            Actions = PageView.Ways(after.Page(Page)),
        };

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        var page = after.Page(Page)!;
        var hears = page.By.IsHuman ? page.By : after.Lead;
        return hears is null || after.IsDrill
            ? PageView.Changed(after, page)
            :
            [
                .. PageView.Changed(after, page),
                new Effect.Direct(
                    hears.Id,
                    Announce(after, recorded) with
                    {
                        Title = after.Id,
                    },
                    $"page-unanswered-{recorded.Seq}"
                ),
            ];
    }
}

/// <summary>Nobody need be called any more: the incident is over, or the bleeding has stopped.</summary>
/// <param name="Pages">The pages that had not been answered.</param>
public sealed record PagesStopped(IReadOnlyList<int> Pages) : IncidentEvent, IBookkeeping
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        Pages.Aggregate(
            before,
            (state, number) =>
                state
                    .WithPage(number, page => page with { IsStopped = true })
                    .NotDue(DeadlineNames.Of(DeadlineNames.Page, number))
        );

    /// <inheritdoc/>
    public override string Describe() => "Nobody is called any more";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        Pages
            .Select(after.Page)
            .OfType<PageState>()
            .SelectMany(page => PageView.Changed(after, page).Concat(PageView.Ends(page, isOver: true, but: null)));
}
