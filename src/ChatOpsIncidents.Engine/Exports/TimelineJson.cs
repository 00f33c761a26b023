using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>
/// The timeline as JSON, <c>chatops-incidents/timeline@1</c>: a public contract; its schema is
/// <c>deploy/timeline.schema.json</c>. Times are UTC with milliseconds; durations are whole seconds; what is not known
/// is null.
/// </summary>
public static class TimelineJson
{
    /// <summary>Writes it for a file: letters as they are.</summary>
    public static string Write(TimelineDocument document) =>
        Write(document, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>Writes it so that it may stand inside a page's script element: <c>&lt;</c>, <c>&gt;</c> and
    /// <c>&amp;</c> are escaped.</summary>
    public static string WriteForPage(TimelineDocument document) => Write(document, JavaScriptEncoder.Default);

    private static string Write(TimelineDocument document, JavaScriptEncoder encoder)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = encoder }))
        {
            json.WriteStartObject();
            json.WriteString("schema", TimelineDocument.Schema);
            json.WritePropertyName("incident");
            Incident(json, document.Incident);
            json.WriteStartArray("entries");
            foreach (var entry in document.Entries)
                Entry(json, entry);
            json.WriteEndArray();
            json.WritePropertyName("scorecard");
            Score(json, document.Scorecard);
            ReviewJson.Write(json, document.Incident);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Incident(Utf8JsonWriter json, Incident incident)
    {
        json.WriteStartObject();
        json.WriteString("id", incident.Id);
        json.WriteString("title", incident.Title);
        json.WriteString("severity", incident.Severity.ToString());
        json.WriteString("phase", incident.Phase.ToString());
        Person(json, "lead", incident.Lead);
        json.WriteStartObject("roles");
        foreach (var (role, person) in incident.Roles)
            Person(json, role.ToString().ToLowerInvariant(), person);
        json.WriteEndObject();
        json.WriteStartArray("services");
        foreach (var service in incident.Services)
            json.WriteStringValue(service);
        json.WriteEndArray();
        json.WritePropertyName("impact");
        JsonSerializer.Serialize(json, incident.Impact, FactJson.Options);
        Time(json, "startedAt", incident.StartedAt);
        Time(json, "declaredAt", incident.DeclaredAt);
        Time(json, "mitigatedAt", incident.MitigatedAt);
        Time(json, "endedAt", incident.EndedAt);
        Time(json, "resolvedAt", incident.ResolvedAt);
        if (incident.DrillName is { } drill)
            json.WriteString("drill", drill);
        json.WriteEndObject();
    }

    private static void Entry(Utf8JsonWriter json, TimelineEntry entry)
    {
        json.WriteStartObject();
        if (entry.Seq is { } seq)
            json.WriteNumber("seq", seq);
        else
            json.WriteNull("seq");
        json.WriteString("kind", entry.Kind);
        Time(json, "observedAt", entry.ObservedAt);
        Time(json, "recordedAt", entry.RecordedAt);
        Person(json, "actor", entry.Actor);
        json.WriteString("source", entry.Source);
        json.WriteString("text", entry.Text);
        json.WriteString("link", entry.Link);
        json.WriteString("content", entry.Content);
        json.WriteString("salt", entry.Salt);
        json.WriteString("contentDigest", entry.ContentDigest);
        json.WriteString("hash", entry.Hash);
        json.WriteString("previousHash", entry.PreviousHash);
        if (entry.BeforeGate)
            json.WriteBoolean("beforeGate", true);
        if (entry.Erased)
            json.WriteBoolean("erased", true);
        json.WriteEndObject();
    }

    private static void Score(Utf8JsonWriter json, Scorecard score)
    {
        json.WriteStartObject();
        foreach (
            var (name, value) in new (string, TimeSpan?)[]
            {
                ("secondsToDeclare", score.ToDeclare),
                ("secondsToImpact", score.ToImpact),
                ("secondsToRollbackReview", score.ToRollbackReview),
                ("secondsToFirstUpdate", score.ToFirstUpdate),
                ("secondsToMitigate", score.ToMitigate),
                ("secondsToResolve", score.ToResolve),
                ("latestUpdateSeconds", score.LatestUpdateBy),
            }
        )
        {
            if (value is { } span)
                json.WriteNumber(name, (long)span.TotalSeconds);
            else
                json.WriteNull(name);
        }

        foreach (
            var (name, value) in new[]
            {
                ("updates", score.Updates),
                ("updatesOnTime", score.UpdatesOnTime),
                ("overrides", score.Overrides),
                ("hypotheses", score.Hypotheses),
                ("mitigations", score.Mitigations),
                ("reopened", score.Reopened),
            }
        )
            json.WriteNumber(name, value);
        Adherence(json, score);
        json.WriteEndObject();
    }

    private static void Adherence(Utf8JsonWriter json, Scorecard score)
    {
        // Recorded afterwards, nobody could keep an order.
        if (score.IsOrderMeasured)
            json.WriteNumber("adherencePercent", score.AdherencePercent);
        else
            json.WriteNull("adherencePercent");
    }

    private static void Person(Utf8JsonWriter json, string name, Person? person)
    {
        if (person is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("id", person.Id);
        json.WriteString("name", person.Name);
        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? at) =>
        json.WriteString(name, at is { } when ? FactHash.Utc(when) : null);
}
