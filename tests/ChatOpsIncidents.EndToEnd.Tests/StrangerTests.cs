using System.Text;

namespace ChatOpsIncidents.EndToEnd.Tests;

public sealed class StrangerTests
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Said = "the-secret-plan-of-the-payments-team";
    private static readonly string[] Paths = ["/slack/commands", "/slack/interactions", "/slack/events"];

    [Fact]
    public async Task Five_hundred_bad_requests_get_4xx_and_no_work_and_leave_nothing_in_the_log()
    {
        await using var world = await World.Start("strangers");
        var room = await world.Declare("checkout fails");
        var before = (await world.Timeline("INC-1"))["entries"]!.AsArray().Count;
        var slack = new SlackCaller(world);
        var answers = new List<(int Status, string What)>();
        foreach (var (what, send) in Bad(slack, room).Take(500))
        {
            using var answer = await send();
            answers.Add(((int)answer.StatusCode, what));
        }

        Assert.Equal(500, answers.Count);
        Assert.DoesNotContain(answers, answer => answer.Status is < 400 or >= 500);
        Assert.Equal(before, (await world.Timeline("INC-1"))["entries"]!.AsArray().Count);
        var log = world.HostLog();
        Assert.DoesNotContain(Said, log, StringComparison.Ordinal);
        Assert.DoesNotContain("local-signing-secret", log, StringComparison.Ordinal);
        Assert.DoesNotContain("xoxb-", log, StringComparison.Ordinal);
        Assert.DoesNotContain("hooks.slack.com/commands", log, StringComparison.Ordinal);
    }

    private static IEnumerable<(string What, Func<Task<HttpResponseMessage>> Send)> Bad(SlackCaller slack, string room)
    {
        var random = new Random(7);
        var command = SlackCaller.CommandBody($"note {Said}", room, "bad.1");
        for (var i = 0; ; i++)
        {
            var path = Paths[i % Paths.Length];
            var type = path == "/slack/events" ? "application/json" : Form;
            yield return ("unsigned", () => slack.Send(path, command, type, sign: false));
            yield return ("stale", () => slack.Send(path, command, type, ageSeconds: 301 + random.Next(100_000)));
            yield return ("from the future", () => slack.Send(path, command, type, ageSeconds: -400));
            yield return (
                "wrong signature",
                () => slack.Send(path, command, type, signature: "v0=" + new string('0', 64))
            );
            yield return (
                "other version",
                () => slack.Send(path, command, type, signature: "v1=" + new string('0', 64))
            );
            yield return ("odd signature", () => slack.Send(path, command, type, signature: new string('~', 9)));
            yield return ("no form", () => slack.Send("/slack/interactions", $"payload=%7B{Said}", Form));
            yield return ("no payload", () => slack.Send("/slack/interactions", "a=b", Form));
            yield return ("no JSON", () => slack.Send("/slack/events", "{" + Said, "application/json"));
            yield return (
                "JSON of another shape",
                () => slack.Send("/slack/events", $"[\"{Said}\"]", "application/json")
            );
            yield return ("another type", () => slack.Send(path, command, "text/plain"));
            yield return ("no type", () => slack.Send(path, command, "!"));
            yield return ("noise", () => slack.Send(path, Noise(random), type));
            yield return ("too large", () => slack.Send(path, new string('x', 1_100_000), type));
            yield return ("no such thing", () => slack.Send("/slack/else", command, type));
        }
    }

    private static string Noise(Random random)
    {
        var noise = new StringBuilder();
        for (var i = random.Next(200) + 1; i > 0; i--)
            noise.Append((char)random.Next(33, 0x2FF));
        return noise.ToString();
    }
}
