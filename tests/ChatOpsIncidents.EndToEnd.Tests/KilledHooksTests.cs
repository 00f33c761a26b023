using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace ChatOpsIncidents.EndToEnd.Tests;

/// <summary>A host that dies between the acknowledgement of a delivery and its effect.</summary>
public sealed class KilledHooksTests
{
    private const string Token = "the-token-of-hooks";
    private const int Deliveries = 150;
    private const int Callers = 6;

    [Fact]
    public async Task Every_acknowledged_delivery_has_one_effect_though_the_host_is_killed()
    {
        await using var world = await World.Start("killed-hooks", new() { ["Hooks__Token"] = Token });
        await world.Declare("major checkout fails service: checkout");
        var acknowledged = new ConcurrentDictionary<int, byte>();
        var middle = new TaskCompletionSource();
        var callers = Enumerable
            .Range(0, Callers)
            .Select(caller => Deliver(world, caller, acknowledged, middle))
            .ToArray();
        await middle.Task;
        await world.KillHost();
        await Task.WhenAll(callers);
        Assert.InRange(acknowledged.Count, Deliveries / 5, Deliveries - 1);

        await world.StartHost();
        await world.Act("clock", new { forwardSeconds = 61 }); // what the dead host was reading is read again after a minute
        // Whoever got no answer delivers again, and so does one that got one.
        foreach (var n in Enumerable.Range(0, Deliveries))
            await Deliver(world, n);
        var texts = await World.Until(
            "every deploy",
            async () =>
            {
                var all = (await world.Timeline("INC-1"))["entries"]!
                    .AsArray()
                    .Where(entry => entry!["kind"]!.ToString() == "change-seen.v1")
                    .Select(entry => entry!["text"]!.ToString())
                    .ToArray();
                return Enumerable.Range(0, Deliveries).All(n => all.Any(text => Names(text, n))) ? all : null;
            }
        );
        Assert.All(Enumerable.Range(0, Deliveries), n => Assert.Single(texts, text => Names(text, n)));
    }

    private static bool Names(string text, int n) => text.Contains($"v{n}-end", StringComparison.Ordinal);

    private static async Task Deliver(
        World world,
        int caller,
        ConcurrentDictionary<int, byte> acknowledged,
        TaskCompletionSource middle
    )
    {
        for (var n = caller; n < Deliveries; n += Callers)
        {
            try
            {
                if (await Deliver(world, n) == HttpStatusCode.Accepted)
                    acknowledged[n] = 0;
            }
            catch (HttpRequestException)
            {
                return; // The host is dead.
            }

            if (acknowledged.Count >= Deliveries / 3)
                middle.TrySetResult();
        }
    }

    private static async Task<HttpStatusCode> Deliver(World world, int n)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(world.HostUrl, "/hooks/deploys/generic"));
        request.Headers.Authorization = new("Bearer", Token);
        request.Content = new StringContent(
            $$"""{"id":"d{{n}}","service":"checkout","version":"v{{n}}-end"}""",
            Encoding.UTF8,
            "application/json"
        );
        using var answer = await world.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
