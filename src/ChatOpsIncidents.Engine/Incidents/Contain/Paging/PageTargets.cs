using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Paging;

/// <summary>Whom a name stands for now, and why it stands for nobody.</summary>
/// <param name="Contacts">Every way to everybody.</param>
/// <param name="Failures">Names that reach nobody, each with why.</param>
public sealed record PageReach(IReadOnlyList<PageContact> Contacts, IReadOnlyList<PageMiss> Failures)
{
    /// <summary>Nobody, and nothing to say about it.</summary>
    public static PageReach Nobody { get; } = new([], []);

    /// <summary>Both.</summary>
    public PageReach With(PageReach other) =>
        new([.. Contacts.Concat(other.Contacts).DistinctBy(contact => contact.Id)], [.. Failures, .. other.Failures]);
}

/// <summary>A name that reaches nobody.</summary>
/// <param name="Name">The name.</param>
/// <param name="Why">Why, as a sentence without its full stop.</param>
public sealed record PageMiss(string Name, string Why);

/// <summary>Reads names of people, rotations, groups and schedules as those who can be called.</summary>
public static partial class PageTargets
{
    /// <summary>Whom a name stands for.</summary>
    /// <param name="name">A person's id, or the name of a group, a rotation or a schedule.</param>
    /// <param name="shown">As people call it.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="context">When, and what is known.</param>
    public static PageReach Of(string name, string shown, Incident incident, DecisionContext context)
    {
        var bare = name.TrimStart('@');
        if (context.Catalog.Rotation(bare) is { } rotation)
            return Outside(bare, shown, incident, context).Or(OnDuty(rotation, incident, context));
        if (!IsGroupId(bare) && context.FindPerson(name) is { } person)
            return Outside(person.Id, person.Name, incident, context).Plus(Of(person, person.Name, context));
        var outside = Outside(bare, shown, incident, context);
        return outside.Contacts.Count > 0 && !IsGroupId(bare)
            ? outside
            : outside.With(new PageReach([new PageContact(PageWays.Group, bare, shown, shown)], []));
    }

    /// <summary>One person by chat.</summary>
    /// <param name="person">Who.</param>
    /// <param name="asked">Whom they stand for.</param>
    /// <param name="context">What is known.</param>
    public static PageReach Of(Person person, string asked, DecisionContext context) =>
        Duties.WhyNot(person, context) is { } why
            ? new PageReach([], [new PageMiss(asked, why)])
            : new PageReach([new PageContact(PageWays.Chat, person.Id, person.Name, asked)], []);

    /// <summary>Who stands in for a rotation's person now.</summary>
    public static PageReach BackupOf(Rotation rotation, DecisionContext context) =>
        rotation.BackupAt(context.Now) is { } backup ? ByName(backup, rotation, context) : PageReach.Nobody;

    /// <summary>Whether it is a group's id, as a mention bears it.</summary>
    public static bool IsGroupId(string name) => GroupId().IsMatch(name);

    private static PageReach OnDuty(Rotation rotation, Incident incident, DecisionContext context)
    {
        if (rotation.OnDuty(context.Now) is not { } name)
            return new PageReach([], [new PageMiss(rotation.Name, NobodyOn(rotation, context))]);
        var call = ByName(name, rotation, context);
        var isAway = call.Contacts.Any(contact => incident.Away.ContainsKey(contact.Target));
        return isAway
            ? new PageReach([], [new PageMiss(rotation.Name, $"{call.Contacts[0].Name} is on duty and away now")])
            : call;
    }

    private static string NobodyOn(Rotation rotation, DecisionContext context) =>
        rotation.NextCover(context.Now) is { } next
            ? $"nobody is on duty before {Times.Say(next, context)}"
            : "nobody is on duty in the next two weeks";

    private static PageReach ByName(string name, Rotation rotation, DecisionContext context) =>
        context.FindPerson(name) is { } person
            ? Of(person, rotation.Name, context)
            : new PageReach([], [new PageMiss(rotation.Name, $"its {name.TrimStart('@')} is nobody that chat knows")]);

    // A private incident is told to no system outside, for many may read there.
    private static PageReach Outside(string name, string shown, Incident incident, DecisionContext context) =>
        incident.IsPrivate
            ? PageReach.Nobody
            : new PageReach(
                [
                    .. context
                        .Policy.PagersOf(name, shown.TrimStart('@'))
                        .Select(way => new PageContact(way, shown.TrimStart('@'), $"{shown.TrimStart('@')}", shown)),
                ],
                []
            );

    // What one way does not reach, another may.
    private static PageReach Or(this PageReach outside, PageReach inside) =>
        outside.Contacts.Count > 0 ? outside.With(inside) with { Failures = [] } : inside;

    private static PageReach Plus(this PageReach outside, PageReach inside) => inside.With(outside);

    [GeneratedRegex("^S[A-Z0-9]{5,}$", RegexOptions.CultureInvariant)]
    private static partial Regex GroupId();
}
