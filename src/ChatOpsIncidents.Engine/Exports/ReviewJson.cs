using System.Text.Json;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>The review as the property <c>review</c> of the JSON export; there only once there is something of a
/// review.</summary>
internal static class ReviewJson
{
    /// <summary>Writes it into an open object.</summary>
    public static void Write(Utf8JsonWriter json, Incident incident)
    {
        if (incident is { ReviewOpenedAt: null, Shared: null, ClosedAt: null, Actions.IsEmpty: true })
            return;
        json.WriteStartObject("review");
        Time(json, "openedAt", incident.ReviewOpenedAt);
        Time(json, "closedAt", incident.ClosedAt);
        json.WriteStartObject("goals");
        foreach (var (label, value) in IssueReport.Goals(incident))
            json.WriteString(Camel(label), value);
        json.WriteEndObject();
        Sections(json, incident);
        json.WriteStartArray("factors");
        foreach (var factor in incident.Factors)
            Kinded(json, factor);
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in incident.Findings)
            Kinded(json, finding);
        json.WriteEndArray();
        json.WriteStartArray("actions");
        foreach (var action in incident.Actions)
            Action(json, action);
        json.WriteEndArray();
        json.WriteString("noActionsBecause", incident.NoActionsBecause);
        Time(json, "sharedAt", incident.Shared?.At);
        People(json, "readers", incident.Shared?.Readers ?? []);
        Session(json, incident.Session);
        json.WriteEndObject();
    }

    private static void Sections(Utf8JsonWriter json, Incident incident)
    {
        json.WriteStartArray("sections");
        foreach (var section in ReviewSection.All)
        {
            json.WriteStartObject();
            json.WriteString("key", section.Key);
            json.WriteString("title", section.Title);
            json.WriteString("text", ReviewDraft.Of(incident, section) is { Length: > 0 } text ? text : null);
            json.WriteBoolean("written", section.IsIn(incident));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Kinded(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("kind", finding.Kind);
        json.WriteString("text", finding.Text);
        json.WriteEndObject();
    }

    private static void Action(Utf8JsonWriter json, ReviewAction action)
    {
        json.WriteStartObject();
        json.WriteNumber("number", action.Number);
        json.WriteString("text", action.Text);
        json.WriteStartObject("owner");
        Person(json, action.Owner);
        Time(json, "dueAt", action.DueAt);
        json.WriteString("link", action.Link);
        if (action.Factor is { } factor)
            json.WriteNumber("factor", factor);
        else
            json.WriteNull("factor");
        Time(json, "doneAt", action.DoneAt);
        json.WriteString("droppedBecause", action.DroppedBecause);
        json.WriteEndObject();
    }

    private static void Session(Utf8JsonWriter json, ReviewSession? session)
    {
        if (session is null)
        {
            json.WriteNull("session");
            return;
        }

        json.WriteStartObject("session");
        Time(json, "at", session.At);
        json.WriteString("link", session.Link);
        People(json, "prepared", session.Prepared);
        json.WriteEndObject();
    }

    private static void People(Utf8JsonWriter json, string name, IEnumerable<Person> people)
    {
        json.WriteStartArray(name);
        foreach (var person in people)
        {
            json.WriteStartObject();
            Person(json, person);
        }

        json.WriteEndArray();
    }

    // Into an object that was begun; ends it.
    private static void Person(Utf8JsonWriter json, Person person)
    {
        json.WriteString("id", person.Id);
        json.WriteString("name", person.Name);
        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? at) =>
        json.WriteString(name, at is { } when ? FactHash.Utc(when) : null);

    private static string Camel(string label)
    {
        var words = label.Split(' ');
        return string.Concat(
            words.Select(
                (word, i) => (i == 0 ? char.ToLowerInvariant(word[0]) : char.ToUpperInvariant(word[0])) + word[1..]
            )
        );
    }
}
