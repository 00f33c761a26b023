using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class WebApiTransportTests : SimulatorTest
{
    private async Task<JsonNode> WithToken(string? authorization)
    {
        using var answer = await Call("auth.test", Body(new { }), authorization);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    [Fact]
    public async Task A_token_is_needed_and_Bearer_is_written_so()
    {
        Refused("not_authed", await WithToken(null));
        Refused("not_authed", await WithToken("bearer xoxb-local-workspace"));
        Refused("invalid_auth", await WithToken("Bearer xoxb-other"));
        Assert.Equal(Bot, (string?)(await WithToken("Bearer xoxb-local-workspace"))["user_id"]);
    }

    [Fact]
    public async Task Methods_that_read_forms_only_ignore_a_JSON_body()
    {
        var answer = await Api("users.info", new { user = Ana });
        Refused("invalid_arguments", answer);
        Assert.Equal("[ERROR] missing required field: user", (string?)answer["response_metadata"]!["messages"]![0]);
        var user = (await Form("users.info", ("user", Ana)))["user"]!;
        Assert.Equal(
            ("ana", "Europe/Lisbon", false),
            ((string?)user["name"], (string?)user["tz"], (bool)user["is_restricted"]!)
        );
    }

    [Fact]
    public async Task Unknown_arguments_and_methods_are_refused()
    {
        var answer = await Api(
            "chat.postMessage",
            new
            {
                channel = Payments,
                text = "x",
                client_msg_id = "1",
            }
        );
        Refused("invalid_arguments", answer);
        Assert.Contains("client_msg_id", (string?)answer["response_metadata"]!["messages"]![0]);
        Refused("unknown_method", await Api("chat.shout", new { }));
    }

    [Fact]
    public async Task Bodies_that_cannot_be_read_are_named()
    {
        Refused("invalid_json", await Api("chat.postMessage", "{"));
        Refused("json_not_object", await Api("chat.postMessage", "[]"));
        using var text = await Call("chat.postMessage", new StringContent("x", Encoding.UTF8, "text/plain"));
        Refused("invalid_post_type", JsonNode.Parse(await text.Content.ReadAsStringAsync())!);
    }

    [Fact]
    public async Task Guests_groups_and_addresses_are_found()
    {
        Assert.True((bool)(await Form("users.info", ("user", "U0EVEGUEST")))["user"]!["is_restricted"]!);
        Assert.Equal(
            Ben,
            (string?)(await Form("users.lookupByEmail", ("email", "ben@northwind.example")))["user"]!["id"]
        );
        Refused("users_not_found", await Form("users.lookupByEmail", ("email", "nobody@northwind.example")));
        Assert.Equal(
            [Ben, "U0DEVMEHTA"],
            (await Form("usergroups.users.list", ("usergroup", "S0PAYMENTS")))["users"]!
                .AsArray()
                .Select(u => (string?)u)
        );
    }

    [Fact]
    public async Task A_scope_that_was_not_granted_is_named()
    {
        await Sim("trouble", new { missingScopes = new[] { "pins:write" } });
        var answer = await Api("pins.add", new { channel = Payments, timestamp = "1.000000" });
        Refused("missing_scope", answer);
        Assert.Equal("pins:write", (string?)answer["needed"]);
    }

    [Fact]
    public async Task An_install_gives_a_token_once_for_its_code()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = Http.BaseAddress };
        using var agreed = await http.GetAsync(
            "/oauth/v2/authorize?client_id=local-client&redirect_uri=http://127.0.0.1:9/back&state=s1"
        );
        Assert.Equal(HttpStatusCode.Redirect, agreed.StatusCode);
        var code = Microsoft
            .AspNetCore.WebUtilities.QueryHelpers.ParseQuery(agreed.Headers.Location!.Query)["code"]
            .ToString();
        (string, string)[] fields =
        [
            ("client_id", "local-client"),
            ("client_secret", "local-client-secret"),
            ("code", code),
        ];

        Assert.Equal("xoxb-local-workspace", (string?)(await Form("oauth.v2.access", fields))["access_token"]);
        Refused("invalid_code", await Form("oauth.v2.access", fields));
        Refused("invalid_client_id", await Form("oauth.v2.access", ("code", code)));
        Refused("bad_client_secret", await Form("oauth.v2.access", ("client_id", "local-client"), ("code", code)));
    }

    [Fact]
    public async Task Pages_of_other_sites_are_kept_out()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sim/say") { Content = Body(new { text = "x" }) };
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var refused = await Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Blocks_are_validated_without_a_token()
    {
        using var good = await Call("blocks.validate", Body(new { blocks = new[] { new { type = "divider" } } }), null);
        IsOk(JsonNode.Parse(await good.Content.ReadAsStringAsync())!);
        var bad = await Form(
            "blocks.validate",
            ("blocks", """[{"type":"section","text":{"type":"invalid","text":"x"}}]""")
        );
        Refused("invalid_blocks", bad);
        Assert.Equal(
            ("failed_constraint", "unsupported type: invalid", "/0/text/type"),
            (
                (string?)bad["errors"]![0]!["code"],
                (string?)bad["errors"]![0]!["message"],
                (string?)bad["errors"]![0]!["pointer"]
            )
        );
    }
}
