using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>Who gets in at <c>/api/messages</c>, row by row. No work is done for anybody who does not, and no stranger
/// gets an answer of the fifth kind.</summary>
public sealed class TeamsDoorTests(TeamsDoorTests.OneWorld world) : IClassFixture<TeamsDoorTests.OneWorld>
{
    private static readonly SigningKey Stranger = new("key-1");

    private TeamsWorld World => world.World;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer  two-spaces")]
    [InlineData("Bearer abc")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer bm90.anNvbg.aGVyZQ")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.")]
    public async Task Without_a_token_that_is_one_nobody_gets_in(string? header) => await Refused(401, Hello(), header);

    public static TheoryData<string> WrongTokens =>
        [
            "wrong issuer",
            "no issuer",
            "wrong audience",
            "no audience",
            "expired",
            "no expiry",
            "not yet valid",
            "a stranger's key under a known name",
            "RS384",
            "HS256 with the open key",
            "no key id",
            "no service address",
            "too long",
        ];

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task A_token_that_is_wrong_in_one_thing_lets_nobody_in(string what) =>
        await Refused(401, Hello(), "Bearer " + Wrong(what));

    [Fact]
    public async Task The_tokens_of_the_emulator_are_no_tokens_here()
    {
        var token = World.Teams.Token(t =>
        {
            t.Issuer = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/";
            t.Claims["appid"] = FakeConnector.AppId;
        });
        await Refused(401, Hello(), "Bearer " + token);
        await Refused(401, Hello(), null, ("x-ms-agents-playground", "true"));
    }

    // The channel's own metadata address of such a delivery is none of ours, and the issuers are those of the settings.
    [Fact]
    public async Task A_stranger_changes_nothing_for_those_who_are_proved()
    {
        var other = Hello();
        other["channelId"] = "AseChannel";
        await Refused(401, other, "Bearer " + World.Teams.Token(key: Stranger));
        var unsigned = World.Teams.Token(t =>
        {
            t.Issuer = "https://sts.windows.net/22222222-0000-0000-0000-000000000000/";
            t.Claims["tid"] = "22222222-0000-0000-0000-000000000000";
            t.SigningCredentials = null;
        });
        await Refused(401, Hello(), "Bearer " + unsigned);
        var nowhere = Hello();
        nowhere.Remove("serviceUrl");
        await Refused(401, nowhere, "Bearer " + World.Teams.Token(t => t.Claims.Remove("serviceurl")));
        using var answer = await World.Deliver(Hello());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task Clocks_may_differ_by_a_little()
    {
        var token = World.Teams.Token(t => t.Expires = t.NotBefore!.Value.AddMinutes(-1));
        using var answer = await World.Deliver(Hello(), token);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [InlineData("channelId", null, 400)]
    [InlineData("channelId", "emulator", 400)]
    [InlineData("channelId", "AseChannel", 400)]
    [InlineData("serviceUrl", null, 403)]
    [InlineData("serviceUrl", "http://169.254.169.254/", 403)]
    [InlineData("serviceUrl", "https://smba.trafficmanager.net.evil.example/", 403)]
    [InlineData("serviceUrl", "https://evil.example/?smba.trafficmanager.net", 403)]
    [InlineData("serviceUrl", "https://user@smba.trafficmanager.net/", 403)]
    [InlineData("serviceUrl", "https://other.trafficmanager.net/", 403)]
    [InlineData("serviceUrl", "https://smba.trafficmanager.net/emea/", 403)] // allowed, and not the token's
    [InlineData("from", null, 400)]
    [InlineData("conversation", null, 400)]
    public async Task A_delivery_that_is_not_for_us_is_turned_away(string field, string? value, int status)
    {
        var activity = Hello();
        activity[field] = value;
        var token =
            value?.Contains("://", StringComparison.Ordinal) == true
            && !value.EndsWith("emea/", StringComparison.Ordinal)
                ? World.Teams.Token(t => t.Claims["serviceurl"] = value)
                : World.Teams.Token();
        await Refused(status, activity, "Bearer " + token);
    }

    [Fact]
    public async Task Another_tenant_is_turned_away_wherever_it_is_named()
    {
        var inConversation = Hello();
        inConversation["conversation"]!["tenantId"] = "22222222-0000-0000-0000-000000000000";
        await Refused(403, inConversation);
        var inData = Hello();
        inData["channelData"]!["tenant"]!["id"] = "22222222-0000-0000-0000-000000000000";
        await Refused(403, inData);
        var nowhere = Hello();
        nowhere["conversation"]!.AsObject().Remove("tenantId");
        nowhere.Remove("channelData");
        await Refused(403, nowhere);
    }

    [Fact]
    public async Task A_slash_at_the_end_of_the_service_address_makes_no_difference()
    {
        using var answer = await World.Deliver(
            Hello(),
            World.Teams.Token(t =>
                t.Claims["serviceurl"] = World.Teams.ServiceUrl.ToUpperInvariant().Replace("HTTP", "http") + "/"
            )
        );
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("""{"channelId":"msteams","type":{"a":1},"from":7,"conversation":[]}""")]
    public async Task What_is_no_activity_gets_a_400(string body) => await RefusedText(400, body);

    [Fact]
    public async Task Deep_json_is_no_activity_and_the_host_lives_on()
    {
        await RefusedText(400, new string('[', 100_000));
        using var answer = await World.Deliver(Hello());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task Only_posts_are_taken()
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, new Uri(World.Host.Chat, "/api/messages"));
            using var answer = await World.Host.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Twenty_eight_megabytes_without_a_token_cost_next_to_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(World.Host.Chat, "/api/messages"));
        using var content = new Unsent(28 * 1024 * 1024);
        request.Content = content;
        request.Headers.ExpectContinue = true;
        using var patient = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(2) };
        using var http = new HttpClient(patient);
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.False(content.WasAskedFor); // refused before the body is sent
        Assert.Empty(World.Host.App.Services.Asked());
    }

    [Fact]
    public async Task A_large_body_that_does_not_say_so_is_not_read_to_its_end()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(World.Host.Chat, "/api/messages"));
        request.Content = new StringContent(new string('x', 2 * 1024 * 1024));
        request.Headers.TransferEncodingChunked = true;
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + World.Teams.Token());
        using var answer = await World.Host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task An_unknown_invoke_gets_501_and_an_unknown_type_is_taken_and_left()
    {
        var invoke = Hello("invoke");
        invoke["name"] = "something/new";
        using var asked = await World.Deliver(invoke);
        Assert.Equal(HttpStatusCode.NotImplemented, asked.StatusCode);
        using var told = await World.Deliver(Hello("newerThanUs"));
        Assert.Equal(HttpStatusCode.Accepted, told.StatusCode);
        var nothing = Hello("invoke");
        nothing["name"] = "adaptiveCard/action";
        using var empty = await World.Deliver(nothing);
        Assert.True((int)empty.StatusCode is 200 or 400, empty.StatusCode.ToString());
    }

    private JsonObject Hello(string type = "event") => World.Activity(TeamsPerson.Ana, type, TeamsPerson.Ana.Chat);

    private string Wrong(string what) =>
        what switch
        {
            "wrong issuer" => World.Teams.Token(t => t.Issuer = "https://api.botframework.us"),
            "no issuer" => World.Teams.Token(t => t.Issuer = null),
            "wrong audience" => World.Teams.Token(t => t.Audience = "another-bot"),
            "no audience" => World.Teams.Token(t => t.Audience = null),
            "expired" => World.Teams.Token(t =>
                (t.NotBefore, t.Expires) = (t.NotBefore!.Value.AddHours(-2), t.NotBefore.Value.AddMinutes(-9))
            ),
            "no expiry" => World.Teams.Token(t => t.Expires = null),
            "not yet valid" => World.Teams.Token(t => t.NotBefore = t.NotBefore!.Value.AddMinutes(20)),
            "a stranger's key under a known name" => World.Teams.Token(key: Stranger),
            "RS384" => World.Teams.Token(t =>
                t.SigningCredentials = new SigningCredentials(World.Teams.Keys[0].Key, SecurityAlgorithms.RsaSha384)
            ),
            "HS256 with the open key" => World.Teams.Token(t =>
                t.SigningCredentials = new SigningCredentials(
                    new SymmetricSecurityKey(Encoding.UTF8.GetBytes(World.Teams.Keys[0].Json["n"]!.ToString()))
                    {
                        KeyId = "key-1",
                    },
                    SecurityAlgorithms.HmacSha256
                )
            ),
            "no key id" => World.Teams.Token(t =>
                t.SigningCredentials = new SigningCredentials(
                    new RsaSecurityKey(((RsaSecurityKey)World.Teams.Keys[0].Key).Rsa),
                    SecurityAlgorithms.RsaSha256
                )
            ),
            "no service address" => World.Teams.Token(t => t.Claims.Remove("serviceurl")),
            "too long" => World.Teams.Token(t => t.Claims["padding"] = new string('x', 9_000)),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "No such token."),
        };

    private Task Refused(int status, JsonObject activity) => Refused(status, activity, "Bearer " + World.Teams.Token());

    private async Task Refused(
        int status,
        JsonObject activity,
        string? header,
        params (string Name, string Value)[] more
    )
    {
        activity["type"] = "message";
        activity["text"] = "declare major a stranger was here";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(World.Host.Chat, "/api/messages"));
        request.Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json");
        if (header is not null)
            request.Headers.TryAddWithoutValidation("Authorization", header);
        foreach (var (name, value) in more)
            request.Headers.Add(name, value);
        using var answer = await World.Host.Http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(World.Host.App.Services.Asked());
    }

    private async Task RefusedText(int status, string body)
    {
        using var answer = await World.Send(body, "Bearer " + World.Teams.Token());
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(World.Host.App.Services.Asked());
    }

    // A body that says how long it is, and whether anybody wanted it.
    private sealed class Unsent(long length) : HttpContent
    {
        public bool WasAskedFor { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasAskedFor = true;
            return Task.CompletedTask;
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }

    public sealed class OneWorld : IAsyncLifetime
    {
        internal TeamsWorld World { get; private set; } = null!;

        public async Task InitializeAsync() => World = await TeamsWorld.Start();

        public async Task DisposeAsync() => await World.DisposeAsync();
    }
}
