using System.Text.Json.Nodes;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>With a real Prometheus and a real Alertmanager, in real seconds: only here is it so.</summary>
public sealed class MonitoringTests
{
    private const string Token = "the-token-of-hooks";

    private static readonly string[] Incidents = ["INC-1", "INC-2"];

    [Fact]
    [Trait("Requirement", "A7")]
    [Trait("Requirement", "A12")]
    [Trait("Requirement", "C5")]
    [Trait("Requirement", "C25")]
    [Trait("Requirement", "B42.7")]
    public async Task Recovery_is_what_prometheus_shows_and_a_service_that_died_has_not_recovered()
    {
        await using var monitors = Monitors.Of("shop", "search");
        var catalog = Catalog("shop", "search");
        await using var world = await World.Start("monitoring", Settings(monitors, catalog));
        monitors.StartAlertmanager(world.HostUrl, Token);
        var slack = new SlackCaller(world);

        await Calm(world, monitors);

        // Errors rise: each service's alert declares an incident of its own.
        monitors["shop"].Failing = monitors["search"].Failing = 0.3;
        var shop = await Declared(world, "shop");
        var search = Incidents.Single(id => id != shop);
        await Shown(world, shop, "is not in baseline");
        await Shown(world, search, "is not in baseline");
        Assert.Contains("not proven yet: error ratio", await Say(slack, $"{shop} resolve rolled back"));
        Assert.Contains("not proven yet: error ratio", await Say(slack, $"{search} resolve it is quiet"));

        // The twin dies at 30 % errors; the other one recovers, and relapses within the hold time.
        monitors["search"].Dispose();
        monitors["shop"].Failing = 0.001;
        await Shown(world, shop, "Every check is in baseline");
        monitors["shop"].Failing = 0.3;
        await Shown(world, shop, "is not in baseline", times: 2);
        monitors["shop"].Failing = 0.001;
        await Shown(world, shop, "Every check is in baseline", times: 2);
        Assert.Matches("[0-9.]+ % now, [0-9.]+ % before", await Say(slack, $"{shop} verify"));

        // Prometheus itself dies within the hold time, and comes back.
        await monitors.KillPrometheus();
        await Shown(world, shop, "cannot be read; monitoring is out of reach");
        monitors.StartPrometheus();
        await Shown(world, shop, "Every check is in baseline", times: 3);
        await Shown(world, shop, "Resolved: rolled back");
        var texts = await Texts(world, shop);
        Assert.Single(texts, text => text.StartsWith("Resolved", StringComparison.Ordinal));

        // Alertmanager said of the dead one what it said of the recovered one.
        await Shown(world, search, "has ended (alertmanager)");
        await Shown(world, search, "is blind");
        Assert.DoesNotContain(
            await Texts(world, search),
            text => text.Contains("in baseline;", StringComparison.Ordinal)
        );
        Assert.Contains("is blind", await Card(world, search));
        Assert.Contains("is blind", await Say(slack, $"{search} resolve it is quiet"));
        await Picture(world, shop);
    }

    // What was before can be compared with only once there was a before.
    private static Task<string> Calm(World world, Monitors monitors) =>
        World.Until(
            "sixteen quiet looks at each service",
            async () =>
            {
                var query = Uri.EscapeDataString("min(count_over_time(http_requests_total[1m])) >= 16");
                var answer = await world.Http.GetStringAsync(
                    new Uri($"{monitors.PrometheusUrl}/api/v1/query?query={query}")
                );
                return JsonNode.Parse(answer)!["data"]!["result"]!.AsArray().Count > 0 ? "calm" : null;
            }
        );

    private static Dictionary<string, string> Settings(Monitors monitors, string catalog) =>
        new()
        {
            ["Catalog__Directory"] = catalog,
            ["Hooks__Token"] = Token,
            ["Monitoring__Prometheus__Url"] = monitors.PrometheusUrl,
            ["Monitoring__Interval"] = "00:00:01",
            ["Monitoring__BaselineWindow"] = "00:00:12",
            ["Policy__HoldTime__Critical"] = "00:00:04",
        };

    private static string Catalog(params string[] services)
    {
        var folder = Directory.CreateTempSubdirectory("catalogue-").FullName;
        var rows = services.Select(service =>
            $$"""
                  - name: {{service}}
                    checks:
                      - name: error ratio
                        prometheus: sum(rate(http_errors_total{service="{{service}}"}[5s])) / sum(rate(http_requests_total{service="{{service}}"}[5s]))
                        tolerance: 0.05
                        unit: "%"
                """
        );
        File.WriteAllText(Path.Combine(folder, "services.yaml"), $"services:\n{string.Join('\n', rows)}\n");
        return folder;
    }

    // The two are declared in any order.
    private static Task<string> Declared(World world, string service) =>
        World.Until(
            $"both alerts have declared, one for {service}",
            async () =>
            {
                List<string> found = [];
                foreach (var id in Incidents)
                {
                    if ((await Known(world, id))?["incident"]?["services"]?.ToJsonString().Contains(service) is { } its)
                        found.Add(its ? id : "");
                }

                return found.Count == Incidents.Length ? found.Single(id => id.Length > 0) : null;
            }
        );

    private static async Task<JsonNode?> Known(World world, string id)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(world.HostUrl, $"/api/v1/incidents/{id}/timeline?format=json")
        );
        request.Headers.Authorization = new("Bearer", "read-token");
        using var answer = await world.Http.SendAsync(request);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
    }

    private static async Task<string[]> Texts(World world, string id) =>
        [
            .. (await world.Timeline(id))["entries"]!
                .AsArray()
                .Where(entry => entry!["seq"] is not null)
                .OrderBy(entry => entry!["seq"]!.GetValue<long>())
                .Select(entry => entry!["text"]!.GetValue<string>()),
        ];

    private static async Task Shown(World world, string id, string text, int times = 1)
    {
        string[] texts = [];
        try
        {
            await World.Until(
                $"{id}: {text} ({times})",
                async () =>
                {
                    texts = await Texts(world, id);
                    return texts.Count(one => one.Contains(text, StringComparison.Ordinal)) >= times ? "shown" : null;
                }
            );
        }
        catch (TimeoutException fault)
        {
            throw new TimeoutException($"{fault.Message} There stands:\n{string.Join('\n', texts)}", fault);
        }
    }

    private static async Task<string> Say(SlackCaller slack, string text)
    {
        using var answer = await slack.Command(text, Rooms.Payments);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<List<JsonNode>> Room(World world, string id)
    {
        var prefix = id.ToLowerInvariant() + "-";
        var room = (await world.Read($"state?as={Rooms.Ana}"))["channels"]!
            .AsArray()
            .Single(c => c!["name"]!.GetValue<string>().StartsWith(prefix, StringComparison.Ordinal))![
            "id"
        ]!.ToString();
        return await world.Messages(room);
    }

    private static async Task<string> Card(World world, string id) =>
        (await Room(world, id)).Select(message => message.Words()).First(words => words.Contains("Next:"));

    private static async Task Picture(World world, string id)
    {
        var page = await world.Http.GetStringAsync(new Uri(world.PagesUrl, $"/incidents/{id}"));
        Assert.Contains("data-testid=\"checks\"", page);
        Assert.Contains("<polyline points=", page);
        Assert.Contains("before the symptoms", page);
        await World.Until(
            "the picture stands in chat",
            async () =>
                (await Room(world, id)).Any(message => message.ToJsonString().Contains("error ratio.png"))
                    ? "there"
                    : null
        );
    }
}
