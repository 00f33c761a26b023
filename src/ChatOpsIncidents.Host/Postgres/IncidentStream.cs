using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>An incident whose row this transaction has locked.</summary>
internal sealed class IncidentStream
{
    /// <summary>How many facts are stored.</summary>
    public long Seq { get; private init; }

    /// <summary>The last fact's hash, with those that are about to be stored.</summary>
    public string Head { get; set; } = FactHash.First;

    /// <summary>Whether nothing more can be decided on it in this transaction.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Where it was declared; null: nothing was decided yet.</summary>
    public Origin? Home { get; set; }

    /// <summary>The state at the transaction's begin; null: not loaded yet.</summary>
    public Incident? Start { get; set; }

    /// <summary>The state with all that was decided so far; null: not loaded yet.</summary>
    public Incident? State { get; set; }

    /// <summary>By when the next step is to be done, where that has changed; null: it has not.</summary>
    public StepDue? StepDue { get; set; }

    /// <summary>One that is about to be declared.</summary>
    public static IncidentStream New(string id) => new() { Start = Incident.None(id) };

    /// <summary>The row of <c>store/lock_incidents</c>.</summary>
    public static IncidentStream Of(NpgsqlDataReader row) => new() { Seq = row.GetInt64(2), Head = row.GetString(3) };

    /// <summary>Who is in an incident: whoever spoke in it or has a role.</summary>
    public static IEnumerable<string> PeopleIn(Incident incident) =>
        incident.Speakers.Union(Asked(incident).Select(person => person.Id));

    // Whoever was given or offered something to do has to be able to do it.
    private static IEnumerable<Person> Asked(Incident incident) =>
        incident
            .Roles.Values.Concat(incident.Liaisons.Select(liaison => liaison.Person))
            .Concat(incident.Offers.Values.Select(offer => offer.To))
            .Concat(incident.Tasks.Select(task => task.Owner).OfType<Person>())
            .Concat(incident.Polls.SelectMany(poll => poll.Asked))
            .Concat(incident.Pages.SelectMany(page => page.People));

    /// <summary>Whether a decision changes who may see the incident.</summary>
    public static bool ChangesWhoSees(Decided decided)
    {
        var (before, after) = (decided.Before, decided.Verdict.After);
        if (!before.IsPrivate && !after.IsPrivate)
            return false;
        return before.IsPrivate != after.IsPrivate || !PeopleIn(before).ToHashSet().SetEquals(PeopleIn(after));
    }
}
