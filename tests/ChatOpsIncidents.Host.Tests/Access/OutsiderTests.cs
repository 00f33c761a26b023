using System.Net;
using System.Text.Json;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Host.Ports;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>
/// An outsider on every surface: a private incident is to look to them like one that there is not, and nothing of it is
/// to stand in what they may read. Addresses and commands are taken from the host itself.
/// </summary>
public sealed class OutsiderTests(OutsiderHost world) : IClassFixture<OutsiderHost>
{
    private static readonly string[] ElseWhere = ["buttons", "home", "lists", "freeze", "elsewhere"];

    public static TheoryData<string> Surface =>
        [
            .. Surfaces.Routes,
            .. Vocabulary.Commands.Select(command => $"command {command.Verb}"),
            .. Vocabulary.Commands.Select(command => $"form {command.Verb}"),
            .. ElseWhere,
        ];

    [Theory]
    [MemberData(nameof(Surface))]
    public async Task An_outsider_on_every_surface_sees_nothing_of_a_private_incident(string surface)
    {
        var before = await Facts();
        var (kind, name) = surface.Split(' ', 2) is [var first, var second] ? (first, second) : (surface, "");
        await (
            kind switch
            {
                "GET" when name.StartsWith("/api", StringComparison.Ordinal) => Api(name),
                "GET" or "ANY" => Page(name),
                "POST" or "PUT" => Sent(name),
                "command" => Command(name),
                "form" => FormOf(name),
                "buttons" => Buttons(),
                "home" => Home(),
                "lists" => Lists(),
                "freeze" => Freeze(),
                _ => Elsewhere(),
            }
        );
        Assert.Equal(before, await Facts());
    }

    [Fact]
    public void Every_address_is_listed()
    {
        var rows = world
            .Host.App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(Surfaces.Rows)
            .ToArray();
        Assert.Empty(rows.Except(Surfaces.Routes));
        Assert.Empty(Surfaces.Routes.Except(rows));
    }

    [Fact]
    public async Task Whoever_is_in_it_sees_it_on_the_same_surfaces()
    {
        foreach (var path in new[] { "/incidents", "/incidents/INC-2", "/incidents/INC-2/export/md" })
        {
            using var answer = await world.Ana.Get(path);
            Assert.Contains("quokka", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var said = await world.Slack.Command(world.Host, FakeSlack.Ana, "INC-2 status");
        Assert.Contains("quokka", await said.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(world.Buttons.Count >= 5, $"{world.Buttons.Count} buttons only.");
    }

    [Fact]
    public async Task A_guest_may_give_no_command_at_all()
    {
        foreach (var command in Vocabulary.Commands)
        {
            using var typed = await world.Slack.Command(world.Host, FakeSlack.Eve, $"INC-1 {command.Verb}");
            Assert.Contains("Only full members", await typed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private async Task Page(string pattern)
    {
        foreach (var format in pattern.Contains("{format}", StringComparison.Ordinal) ? TimelineExport.Formats : ["md"])
        {
            var theirs = await Read(world.Ben.Get(Surfaces.PathOf(pattern, "INC-2", format)));
            var none = await Read(world.Ben.Get(Surfaces.PathOf(pattern, "INC-77", format)));
            OutsiderHost.AssertTellsNothing(theirs.Body);
            if (!pattern.Contains("{id}", StringComparison.Ordinal))
                continue;
            Assert.Equal(HttpStatusCode.NotFound, theirs.Status);
            Assert.Equal((none.Status, OutsiderHost.WithoutIds(none.Body)), theirs);
        }

        using var nobody = await world.Host.Page(Surfaces.PathOf(pattern, "INC-2"));
        if (pattern.StartsWith("/healthz", StringComparison.Ordinal))
            return;
        // A sealed link is its own proof; one that nobody sealed opens nothing. What chat calls is no page.
        var isNoPage =
            pattern.StartsWith("/exports", StringComparison.Ordinal)
            || pattern.StartsWith("/slack", StringComparison.Ordinal);
        Assert.Equal(isNoPage ? HttpStatusCode.NotFound : HttpStatusCode.Redirect, nobody.StatusCode);
    }

    private async Task Api(string pattern)
    {
        foreach (var format in TimelineExport.Formats)
        {
            var query = pattern.EndsWith("freeze", StringComparison.Ordinal)
                ? "?service=checkout"
                : $"?format={format}";
            var theirs = await Read(Bearer(Surfaces.PathOf(pattern, "INC-2") + query));
            var none = await Read(Bearer(Surfaces.PathOf(pattern, "INC-77") + query));
            OutsiderHost.AssertTellsNothing(theirs.Body);
            Assert.Equal((none.Status, OutsiderHost.WithoutIds(none.Body)), theirs);
        }

        using var nobody = await world.Host.Http.GetAsync(new Uri(world.Host.Chat, Surfaces.PathOf(pattern, "INC-2")));
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    private async Task Sent(string pattern)
    {
        var address = new Uri(
            pattern.StartsWith("/slack", StringComparison.Ordinal)
            || pattern.StartsWith("/hooks", StringComparison.Ordinal)
                ? world.Host.Chat
                : world.Host.Pages,
            Surfaces.PathOf(pattern, "INC-2")
        );
        using var form = new FormUrlEncodedContent([new("words", "note forged"), new("as", "Ana")]);
        using var answer = await world.Host.Send(HttpMethod.Post, address, null, form);
        OutsiderHost.AssertTellsNothing(await answer.Content.ReadAsStringAsync());
        if (pattern.EndsWith("/command", StringComparison.Ordinal))
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task Command(string verb)
    {
        foreach (var words in new[] { verb, $"{verb} #1 yes because" })
        {
            // Somebody else's declaration begins with its own words, whatever stands before it.
            var theirs = await Typed($"INC-2 {words}");
            OutsiderHost.AssertTellsNothing(theirs);
            if (verb != "declare")
                Assert.Equal(await Typed($"INC-77 {words}"), theirs);
        }

        // Pickers and hints of an incident that is theirs to see.
        foreach (var words in new[] { $"INC-1 {verb}", verb, $"INC-2 {verb}" })
        {
            var outcome = await world.Host.Type(FakeSlack.Ben, words);
            OutsiderHost.AssertTellsNothing(JsonSerializer.Serialize(outcome, FactJson.Options));
        }
    }

    private async Task FormOf(string verb)
    {
        using var theirs = await world.Slack.Interact(
            world.Host,
            world.Slack.Submit(FakeSlack.Ben, verb, "INC-2", "look here")
        );
        var body = await theirs.Content.ReadAsStringAsync();
        OutsiderHost.AssertTellsNothing(body);
        if (verb == "declare")
            return;
        using var none = await world.Slack.Interact(
            world.Host,
            world.Slack.Submit(FakeSlack.Ben, verb, "INC-77", "look here")
        );
        Assert.Equal(OutsiderHost.WithoutIds(await none.Content.ReadAsStringAsync()), OutsiderHost.WithoutIds(body));
    }

    private async Task Buttons()
    {
        foreach (var words in world.Buttons)
        {
            var theirs = await Interact(world.Slack.Press(FakeSlack.Ben, words));
            var none = await Interact(
                world.Slack.Press(FakeSlack.Ben, words.Replace("INC-2", "INC-77", StringComparison.Ordinal))
            );
            Assert.Equal(OutsiderHost.WithoutIds(none), OutsiderHost.WithoutIds(theirs));
            OutsiderHost.AssertTellsNothing(theirs);
        }
    }

    private async Task Home()
    {
        var homes = world.Host.App.Services.GetRequiredService<IHomeRenderer>();
        var bens = await homes.Render("slack", FakeSlack.Team, FakeSlack.Ben, default);
        var anas = await homes.Render("slack", FakeSlack.Team, FakeSlack.Ana, default);
        OutsiderHost.AssertTellsNothing(string.Join('\n', bens.Select(part => part.ToString())));
        Assert.Contains(anas, part => part.Body.Contains("quokka", StringComparison.Ordinal) || Fields(part));

        static bool Fields(Engine.Chat.ChatMessage part) =>
            part.ToString().Contains("quokka", StringComparison.Ordinal)
            || (part.Title ?? "").Contains("quokka", StringComparison.Ordinal);
    }

    private async Task Lists()
    {
        foreach (var words in new[] { "list", "list open", "list all", "status", "next", "help all", "" })
            OutsiderHost.AssertTellsNothing(await Typed(words));
        OutsiderHost.AssertTellsNothing((await Read(world.Ben.Get("/metrics"))).Body);
        OutsiderHost.AssertTellsNothing((await Read(world.Ben.Get("/ops"))).Body);
    }

    private async Task Freeze()
    {
        var (status, body) = await Read(Bearer($"/api/v1/freeze?service={OutsiderHost.Service}"));
        Assert.Equal((HttpStatusCode)423, status);
        OutsiderHost.AssertTellsNothing(body);
        Assert.DoesNotContain("INC-2", body, StringComparison.Ordinal);
    }

    // What is posted for another incident, and a like declaration: it must not ask whether it is the hidden one.
    private async Task Elsewhere()
    {
        using var typed = await world.Slack.Command(world.Host, FakeSlack.Ben, "declare critical keys leaked");
        OutsiderHost.AssertTellsNothing(await typed.Content.ReadAsStringAsync());
        OutsiderHost.AssertTellsNothing(
            await world.Query("select string_agg(effect, ' ') from outbox where incident_id <> 'INC-2'")
        );
        OutsiderHost.AssertTellsNothing(
            await world.Query("select string_agg(outcome, ' ') from request where incident_id <> 'INC-2'")
        );
    }

    private Task<HttpResponseMessage> Bearer(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(world.Host.Chat, path));
        request.Headers.Authorization = new("Bearer", "read-token");
        return world.Host.Http.SendAsync(request);
    }

    private async Task<string> Typed(string words)
    {
        var before = world.Slack.Sent.Count;
        using var answer = await world.Slack.Command(world.Host, FakeSlack.Ben, words);
        return OutsiderHost.WithoutIds(await world.Slack.Answered(answer, before));
    }

    private async Task<string> Interact(System.Text.Json.Nodes.JsonObject payload)
    {
        var before = world.Slack.Sent.Count;
        using var answer = await world.Slack.Interact(world.Host, payload);
        return await world.Slack.Answered(answer, before);
    }

    private static async Task<(HttpStatusCode Status, string Body)> Read(Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        var isStream = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
        return (answer.StatusCode, isStream ? "" : await answer.Content.ReadAsStringAsync());
    }

    private Task<string> Facts() =>
        world.Query("select string_agg(kind, ' ' order by seq) from fact where incident_id = 'INC-2'");
}
