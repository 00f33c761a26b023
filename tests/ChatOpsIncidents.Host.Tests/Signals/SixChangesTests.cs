using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Signals;

/// <summary>“What changed?” has six answers; one of them did it.</summary>
public sealed class SixChangesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // Six plausible changes, an hour apart and before; the guilty one is put a few minutes before the symptoms.
    private static readonly Dictionary<string, (string Path, string Json)> Changes = new()
    {
        ["deploy"] = ("deploys/generic", """{"id":"d","service":"checkout","version":"4.2","at":"{at}"}"""),
        ["other deploy"] = ("deploys/generic", """{"id":"o","service":"payments","version":"7.1","at":"{at}"}"""),
        ["flag"] = (
            "changes/generic",
            """{"id":"f","service":"checkout","kind":"flag","what":"flag new-cart on","at":"{at}"}"""
        ),
        ["infra"] = (
            "changes/generic",
            """{"id":"i","service":"payments","kind":"infra","what":"disk grown","at":"{at}"}"""
        ),
        ["supplier"] = (
            "dependencies/generic",
            """{"id":"s","service":"stripe","what":"API errors","status":"open","at":"{at}"}"""
        ),
        ["traffic"] = ("changes/generic", """{"id":"t","kind":"traffic","what":"a campaign began","at":"{at}"}"""),
    };

    [
        Theory,
        Trait("Requirement", "A14"),
        Trait("Requirement", "A18"),
        InlineData("deploy", "deploy: checkout 4.2", "Roll back checkout"),
        InlineData("flag", "flag: flag new-cart on", null),
        InlineData("infra", "infra: disk grown", null),
        InlineData("supplier", "dependency: stripe: API errors", null),
        InlineData("traffic", "traffic: a campaign began", null),
        InlineData("other deploy", "deploy: payments 7.1", "Roll back payments")
    ]
    public async Task Of_six_plausible_changes_the_guilty_one_stands_first(string guilty, string first, string? wayBack)
    {
        await using var host = await SignalsHost.Start(postgres);
        await Post(
            host,
            ("deploys/generic", """{"id":"d0","service":"checkout","version":"4.1","at":"{at}"}"""),
            60 * 24 * 3
        );
        await Post(
            host,
            ("deploys/generic", """{"id":"o0","service":"payments","version":"7.0","at":"{at}"}"""),
            60 * 24 * 4
        );
        await host.Harness.Type("ana", "declare major checkout fails service: checkout");
        foreach (var (name, n) in Changes.Keys.Select((name, n) => (name, n)))
            await Post(host, Changes[name], name == guilty ? 3 : 180 + (n * 45));
        await host.Read();

        var told = (await host.Harness.Type("ana", "INC-1 changes")).Reply.Message!;
        var lines = told.Body.Split('\n').Where(line => line.StartsWith('•')).ToArray();
        Assert.Equal(6, lines.Length);
        Assert.Contains(first.Split(": ")[^1], lines[0]);
        Assert.Contains(first.Split(": ")[0], lines[0]);
        var back = told.Actions.Select(action => action.Label).FirstOrDefault();
        if (wayBack is not null)
            Assert.Equal(wayBack, back);
    }

    private static async Task Post(SignalsHost host, (string Path, string Json) change, int minutesBefore)
    {
        var at = host.Harness.Clock.GetUtcNow().AddMinutes(-minutesBefore);
        var json = change.Json.Replace("{at}", at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        Assert.Equal(202, (await host.Post(change.Path, json)).Status);
    }
}
