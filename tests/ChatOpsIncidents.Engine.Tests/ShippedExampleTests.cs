using System.Runtime.CompilerServices;
using System.Text.Json;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Engine.Timeline;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>The schema and the whole example that are shipped, so that anybody can check an export offline.</summary>
public sealed class ShippedExampleTests
{
    [Fact, Trait("Requirement", "D5"), Trait("Requirement", "A9")]
    public void The_shipped_example_fits_the_schema_and_proves_itself()
    {
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(Shipped("timeline.example.json"), TimelineJson.Write(Whole()));
        var text = File.ReadAllText(Shipped("timeline.example.json"));
        using var json = JsonDocument.Parse(text);
        Assert.Empty(Schema().Faults(json.RootElement));
        var entries = json.RootElement.GetProperty("entries").EnumerateArray().Select(Entry).ToList();
        Assert.Empty(HashChain.Faults(entries));
        Assert.Contains(entries, entry => entry.Erased);
        Assert.Contains(entries, entry => entry.BeforeGate);
        Assert.Contains(entries, entry => entry.IsLate);
        Assert.Contains(entries, entry => entry.Kind == "message-edited");
        Assert.Contains(entries, entry => entry.Kind == "messages-sealed.v1");
        Assert.Equal("Resolved", json.RootElement.GetProperty("incident").GetProperty("phase").GetString());
    }

    [Fact]
    public void What_is_written_today_fits_the_schema()
    {
        foreach (
            var document in new[]
            {
                Whole(),
                ExportTests.Document(),
                ReviewExportTests.Document(),
                TimelineDocument.Of(Incident.None("INC-1"), [], default),
            }
        )
        {
            using var json = JsonDocument.Parse(TimelineJson.Write(document));
            Assert.Empty(Schema().Faults(json.RootElement));
        }
    }

    [Fact]
    public void A_wrong_export_does_not_fit_the_schema()
    {
        using var json = JsonDocument.Parse(
            TimelineJson.Write(Whole()).Replace("\"Resolved\"", "\"Fine\"", StringComparison.Ordinal)
        );
        Assert.NotEmpty(Schema().Faults(json.RootElement));
    }

    private static TimelineDocument Whole()
    {
        var said = Chronicle.Message(
            new(2026, 11, 21, 14, 3, 0, TimeSpan.Zero),
            "Ben",
            "payments 4.2 went out at 13:55"
        );
        var edited = Chronicle.Message(
            new(2026, 11, 21, 14, 4, 0, TimeSpan.Zero),
            "Ben",
            "payments 4.2 went out at 13:51",
            "message-edited"
        );
        var story = Story
            .Of("checkout fails for EU cards")
            .At("14:02")
            .When("ana", "impact who: most how-bad: main-flow ongoing: yes scope: EU working: search")
            .At("14:04")
            .When("ben", "note customer Jane Doe called");
        story
            .At("14:05")
            .When(
                "ben",
                $"redact {story.Incident.Log[^1].Seq} it names a customer confirm: {story.Incident.Log[^1].Seq}"
            )
            .At("14:06")
            .When(new SealMessages([said.ContentDigest, edited.ContentDigest]))
            .At("14:10")
            .When("ben", "note first 502s in the load balancer at 13:55")
            .At("14:12")
            .When("ben", "mitigate flag-off eu-cards at 14:08")
            .At("14:15")
            .When("ana", "outcome failed still 40 % errors")
            .When("ana", "rollback payments to 4.1")
            .At("14:20")
            .When("ana", "update what: checkout fails impact: EU cards are declined doing: rolling back next: 30m")
            .At("14:24")
            .When("ana", "outcome worked errors at 0.1 %")
            .At("14:26")
            .When("ana", "verify manual https://grafana.test/d/checkout error ratio 0.1 %, as last week")
            .At("14:32")
            .When("ana", "resolve rolled back payments 4.2");
        Assert.Equal(Phase.Resolved, story.Incident.Phase);
        var erased = story
            .History.Select(fact => fact.Fact)
            .OfType<EntryRedacted>()
            .Select(redacted => redacted.Entry)
            .ToArray();
        return TimelineDocument.Of(story.Incident, [.. Chronicle.Of(story, erased), said, edited], story.Now);
    }

    private static SchemaCheck Schema() =>
        new(JsonDocument.Parse(File.ReadAllText(Shipped("timeline.schema.json"))).RootElement.Clone());

    private static TimelineEntry Entry(JsonElement json) =>
        new()
        {
            Seq = json.GetProperty("seq").ValueKind == JsonValueKind.Null ? null : json.GetProperty("seq").GetInt64(),
            Kind = json.GetProperty("kind").GetString()!,
            ObservedAt = json.GetProperty("observedAt").GetDateTimeOffset(),
            RecordedAt = json.GetProperty("recordedAt").GetDateTimeOffset(),
            Actor = new Person(
                json.GetProperty("actor").GetProperty("id").GetString()!,
                json.GetProperty("actor").GetProperty("name").GetString()!
            ),
            Source = json.GetProperty("source").GetString()!,
            Text = json.GetProperty("text").GetString()!,
            Content = json.GetProperty("content").GetString(),
            Salt = json.GetProperty("salt").GetString(),
            ContentDigest = json.GetProperty("contentDigest").GetString()!,
            Hash = json.GetProperty("hash").GetString(),
            PreviousHash = json.GetProperty("previousHash").GetString(),
            BeforeGate = json.TryGetProperty("beforeGate", out _),
            Erased = json.TryGetProperty("erased", out _),
            Link = json.GetProperty("link").GetString(),
        };

    private static string Shipped(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "deploy", name);
}
