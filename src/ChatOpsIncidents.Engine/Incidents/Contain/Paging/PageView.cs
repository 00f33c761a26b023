using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Paging;

/// <summary>What a page looks like: one message in the room, kept up to date, and the calls themselves.</summary>
internal static class PageView
{
    /// <summary>Nothing is to be seen.</summary>
    public static IEnumerable<Effect> Nothing { get; } = [];

    /// <summary>The message in the room; those who are asked for are mentioned, so that it rings.</summary>
    public static IEnumerable<Effect> Opened(Incident incident, PageState page) =>
        incident.IsDrill ? [] : [new Effect.Post(Destination.Room, Message(page), KeyOf(page))];

    /// <summary>The same as it is now.</summary>
    public static IEnumerable<Effect> Changed(Incident incident, PageState page) =>
        incident.IsDrill ? [] : [new Effect.Edit(KeyOf(page), Message(page))];

    /// <summary>The calls; those who can come into the room are let in.</summary>
    public static IEnumerable<Effect> Calls(Incident incident, PageState page, IEnumerable<ContactState> contacts)
    {
        var called = contacts.ToArray();
        var people = called.Where(one => one.Contact.IsPerson).Select(one => one.Contact.Target).ToArray();
        if (people.Length > 0 && !incident.IsDrill)
            yield return new Effect.Invite(people);
        foreach (var one in called)
        {
            yield return new Effect.Page(one.Contact.Target, page.Why, one.Key)
            {
                Number = page.Number,
                Way = one.Contact.Way,
                Name = one.Contact.Name,
                Severity = incident.Severity,
                Leads = incident.Lead is null,
            };
        }
    }

    /// <summary>Others who were called by chat read that they are not needed, and whose it is.</summary>
    public static IEnumerable<Effect> Answered(PageState page, Person who, DateTimeOffset at) =>
        from one in page.Contacts
        where one.Contact.IsPerson && one.Status == ContactStatus.Reached
        let text = one.Contact.Target == who.Id
            ? $"You are on it since {Markup.Time(at)}."
            : $"{Markup.Bold(who.Name)} is on it since {Markup.Ago(at)}. Nothing to do for you."
        select new Effect.Edit(one.Key, ChatMessage.Text(text));

    /// <summary>Paging systems outside stop calling.</summary>
    /// <param name="page">The page.</param>
    /// <param name="isOver">Whether the incident is over for them; else somebody has answered.</param>
    /// <param name="but">The system that knows already; null: none.</param>
    public static IEnumerable<Effect> Ends(PageState page, bool isOver, string? but) =>
        from one in page.Contacts
        where PageWays.IsOutside(one.Contact.Way) && one.Contact.Way != but
        where one.Contact.Way != PageWays.Mail && one.Status != ContactStatus.Failed
        select new Effect.EndPage(one.Contact.Way, one.Contact.Target, one.Key, isOver);

    /// <summary>What can be done about a page that nobody answers.</summary>
    public static IReadOnlyList<ChatAction> Ways(PageState? page) =>
        page is null
            ? []
            :
            [
                new ChatAction("I'm on it", $"on-it {page.Number}", ActionStyle.Primary),
                new ChatAction("Page somebody else", "page"),
                new ChatAction("Page again", $"page {page.Targets[0]}"),
            ];

    private static ChatMessage Message(PageState page) =>
        new()
        {
            Body = string.Join('\n', Lines(page)),
            Tone = page.IsOpen ? Tone.Notice : Tone.Calm,
            Actions = page.IsOpen
                ? [new ChatAction("I'm on it", $"on-it {page.Number}"), new ChatAction("Page somebody else", "page")]
                : [],
        };

    private static IEnumerable<string> Lines(PageState page)
    {
        yield return $"{string.Join(", ", page.Targets.Zip(page.Names, Called))}: {Markup.Clean(page.Why)}";
        if (page.AnsweredBy is { } who)
            yield return $"✓ {Markup.Bold(who)} is on it since {Markup.Ago(page.AnsweredAt!.Value)}.";
        else if (page.IsStopped)
            yield return "Nobody is called any more.";
        else
        {
            foreach (var line in page.Contacts.Where(one => one.Contact.Way != PageWays.Group).Select(Line))
                yield return line;
        }
    }

    private static string Called(string target, string name)
    {
        var isGroup = PageTargets.IsGroupId(target);
        var isPerson = target != name && !isGroup;
        return isGroup || isPerson ? $"{Markup.Mention(target)} is needed" : $"{Markup.Bold(name)} is needed";
    }

    private static string Line(ContactState one)
    {
        var name = Markup.Clean(one.Contact.Name);
        var by = PageWays.IsOutside(one.Contact.Way) ? $" by {PageWays.Say(one.Contact.Way)}" : "";
        return one.Status switch
        {
            ContactStatus.Sent => $"• {name}{by}: being called",
            ContactStatus.Stumbled => $"• {name}{by}: not reached yet, tried again",
            ContactStatus.Failed => $"• {name}{by}: not reached, {Markup.Clean(one.Why ?? "")}",
            _ when one.Contact.IsPerson => $"• {name}: paged {Markup.Ago(one.At)}, no answer yet",
            _ => $"• {name}: sent to {PageWays.Say(one.Contact.Way)} {Markup.Time(one.At)}, not yet acknowledged",
        };
    }

    private static string KeyOf(PageState page) => $"page-{page.Number}";
}
