using System.Collections.Concurrent;
using System.Threading.Channels;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>The people who were met, by id and by name: mentions are read from it without asking the
/// platform.</summary>
public sealed class PeopleDirectory
{
    /// <summary>How many news wait to be kept at most; a person who is lost here is asked for again.</summary>
    private const int WaitingMax = 100_000;

    private readonly ConcurrentDictionary<(string Platform, string Workspace, string Id), KnownPerson> _people = new();
    private readonly Channel<KnownPerson> _news = Channel.CreateBounded<KnownPerson>(
        new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );

    /// <summary>What was learned since, to be kept.</summary>
    public ChannelReader<KnownPerson> News => _news.Reader;

    /// <summary>Remembers what the platform itself said.</summary>
    public void Learn(KnownPerson known)
    {
        Recall(known);
        _news.Writer.TryWrite(known);
    }

    /// <summary>Takes up what was kept before.</summary>
    public void Recall(KnownPerson known) => _people[(known.Platform, known.Workspace, known.Person.Id)] = known;

    /// <summary>Remembers the name of somebody who acts, if the platform has said nothing of them.</summary>
    public void Remember(string platform, string workspace, PlatformPerson person)
    {
        if (!person.IsUnknown)
            _people.TryAdd(
                (platform, workspace, person.Id),
                new KnownPerson(platform, workspace, person, DateTimeOffset.MinValue)
            );
    }

    /// <summary>Somebody by id, and when the platform said it; null: not met yet.</summary>
    public KnownPerson? Known(string platform, string workspace, string id) =>
        _people.GetValueOrDefault((platform, workspace, id));

    /// <summary>Somebody by id; null: not met yet.</summary>
    public PlatformPerson? Get(string platform, string workspace, string id) => Known(platform, workspace, id)?.Person;

    /// <summary>Members who were met lately, by their names.</summary>
    public IEnumerable<PlatformPerson> Members(string platform, string workspace, int most) =>
        _people
            .Where(one => one.Key.Platform == platform && one.Key.Workspace == workspace)
            .Where(one => one.Value.Person is { IsOutsider: false, IsBot: false, IsDeactivated: false })
            .OrderByDescending(one => one.Value.At)
            .Take(most)
            .Select(one => one.Value.Person)
            .OrderBy(person => person.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What somebody is to the workspace; a member where nobody has said otherwise.</summary>
    public Standing StandingOf(string platform, string workspace, string id) =>
        Get(platform, workspace, id) switch
        {
            { IsDeactivated: true } => Standing.Left,
            { IsBot: true } => Standing.Bot,
            { IsOutsider: true } => Standing.Guest,
            _ => Standing.Member,
        };

    /// <summary>Somebody by a mention (<c>&lt;@U1|ana&gt;</c>), an id, <c>@name</c>, a name, or <c>me</c>; null: nobody
    /// of that name.</summary>
    public Person? Find(string platform, string workspace, string name, PlatformPerson me)
    {
        var (id, label) = Cut(name.Trim());
        if (label.Equals("me", StringComparison.OrdinalIgnoreCase))
            return new Person(me.Id, me.Name);
        if (id is not null)
            return Get(platform, workspace, id) is { } known ? new Person(known.Id, known.Name) : new Person(id, label);
        var found = _people
            .Where(p => p.Key.Platform == platform && p.Key.Workspace == workspace)
            .Select(p => p.Value.Person)
            .Where(p =>
                p.Name.Equals(label, StringComparison.OrdinalIgnoreCase)
                || p.Id.Equals(label, StringComparison.OrdinalIgnoreCase)
                || p.Name.Split(' ')[0].Equals(label, StringComparison.OrdinalIgnoreCase)
            )
            .Take(2)
            .ToArray();
        return found is [var only] ? new Person(only.Id, only.Name) : null;
    }

    private static (string? Id, string Label) Cut(string name)
    {
        if (name is not ['<', '@', .., '>'])
            return (null, name.TrimStart('@'));
        var inner = name[2..^1].Split('|', 2);
        return (inner[0], inner.Length > 1 && inner[1].Length > 0 ? inner[1] : inner[0]);
    }
}
