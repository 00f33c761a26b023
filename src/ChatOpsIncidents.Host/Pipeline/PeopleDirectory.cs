using System.Collections.Concurrent;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>The people who were met, by id and by name: mentions are read from it without asking the
/// platform.</summary>
public sealed class PeopleDirectory
{
    private readonly ConcurrentDictionary<(string Platform, string Workspace, string Id), PlatformPerson> _people =
        new();

    /// <summary>Remembers somebody, or their new name.</summary>
    public void Remember(string platform, string workspace, PlatformPerson person) =>
        _people[(platform, workspace, person.Id)] = person;

    /// <summary>Somebody by id; null: not met yet.</summary>
    public PlatformPerson? Get(string platform, string workspace, string id) =>
        _people.GetValueOrDefault((platform, workspace, id));

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
            .Select(p => p.Value)
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
