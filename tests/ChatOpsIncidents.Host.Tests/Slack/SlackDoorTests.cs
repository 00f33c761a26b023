using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Platforms.Slack;

namespace ChatOpsIncidents.Host.Tests.Slack;

public sealed class SlackDoorTests : IAsyncLifetime
{
    private SlackHost host = null!;

    public async Task InitializeAsync() => host = await SlackHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    public static TheoryData<string, string, string, bool> Vectors()
    {
        var data = new TheoryData<string, string, string, bool>();
        foreach (var v in JsonNode.Parse(Samples.Text("signatures.json"))!["vectors"]!.AsArray())
            data.Add(
                v!["body_file"]!.ToString(),
                v["timestamp"]!.ToString(),
                v["signature"]!.ToString(),
                v["valid"]!.GetValue<bool>()
            );
        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Slacks_published_signatures_verify_and_changed_ones_do_not(
        string file,
        string timestamp,
        string signature,
        bool valid
    )
    {
        var body = File.ReadAllBytes(Path.Combine(Samples.Folder, file));
        var signedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp));
        Assert.Equal(valid, SlackSignature.Verify(SlackHost.Secret, timestamp, signature, body, signedAt));
        Assert.False(SlackSignature.Verify("another secret", timestamp, signature, body, signedAt));
        Assert.False(SlackSignature.Verify("", timestamp, signature, body, signedAt));
        Assert.False(SlackSignature.Verify(SlackHost.Secret, timestamp, signature, [.. body, (byte)'x'], signedAt));
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void Five_minutes_old_is_the_oldest_and_the_same_ahead(int seconds, bool valid)
    {
        var vector = JsonNode.Parse(Samples.Text("signatures.json"))!["vectors"]![0]!;
        var signedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(vector["timestamp"]!.ToString()));
        Assert.Equal(
            valid,
            SlackSignature.Verify(
                SlackHost.Secret,
                vector["timestamp"]!.ToString(),
                vector["signature"]!.ToString(),
                Encoding.UTF8.GetBytes(Samples.Text(vector["body_file"]!.ToString())),
                signedAt.AddSeconds(seconds)
            )
        );
    }

    [Theory]
    [InlineData(null, "v0=00")]
    [InlineData("1531420618", null)]
    [InlineData("", "")]
    [InlineData("15314 20618", "v0=00")]
    [InlineData("-1", "v0=00")]
    [InlineData("99999999999999999999999", "v0=00")]
    [InlineData("9223372036854775807", "v0=00")]
    public void A_malformed_header_is_no_signature(string? timestamp, string? signature) =>
        Assert.False(SlackSignature.Verify(SlackHost.Secret, timestamp, signature, "x"u8, DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData("commands", SlackDoor.Form, "team_id=T1", "v0=00", HttpStatusCode.Unauthorized)]
    [InlineData("events", SlackDoor.Json, "{ not json", "v0=00", HttpStatusCode.Unauthorized)]
    [InlineData("events", SlackDoor.Json, "{ not json", null, HttpStatusCode.BadRequest)]
    [InlineData("events", SlackDoor.Json, "[1]", null, HttpStatusCode.BadRequest)]
    [InlineData("events", SlackDoor.Json, "", null, HttpStatusCode.BadRequest)]
    [InlineData("events", SlackDoor.Json, """{"type":"event_callback"}""", null, HttpStatusCode.BadRequest)]
    [InlineData(
        "events",
        SlackDoor.Json,
        """{"type":"event_callback","event":{"type":"message"}}""",
        null,
        HttpStatusCode.BadRequest
    )]
    [InlineData("events", SlackDoor.Json, """{"type":"something_new"}""", null, HttpStatusCode.OK)]
    [InlineData("events", SlackDoor.Form, "a=b", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("events", null, "{}", null, HttpStatusCode.BadRequest)]
    [InlineData("commands", SlackDoor.Json, "{}", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("commands", SlackDoor.Form, "team_id=T1&user_id=U1", null, HttpStatusCode.BadRequest)]
    [InlineData("commands", SlackDoor.Form, "", null, HttpStatusCode.BadRequest)]
    [InlineData("interactions", SlackDoor.Form, "payload=%7B", null, HttpStatusCode.BadRequest)]
    [InlineData("interactions", SlackDoor.Form, "payload=%5B%5D", null, HttpStatusCode.BadRequest)]
    [InlineData("interactions", SlackDoor.Form, "payload=%7B%22type%22%3A7%7D", null, HttpStatusCode.BadRequest)]
    [InlineData(
        "interactions",
        SlackDoor.Form,
        "payload=%7B%22type%22%3A%22block_actions%22%7D",
        null,
        HttpStatusCode.BadRequest
    )]
    [InlineData(
        "interactions",
        SlackDoor.Form,
        "payload=%7B%22type%22%3A%22view_closed%22%7D",
        null,
        HttpStatusCode.OK
    )]
    [InlineData("interactions", SlackDoor.Form, "other=1", null, HttpStatusCode.BadRequest)]
    [InlineData("commands", SlackDoor.Form, "ssl_check=1&token=x", "v0=00", HttpStatusCode.OK)]
    [InlineData("commands", SlackDoor.Form, "ssl_check=true&token=x", "v0=00", HttpStatusCode.Unauthorized)]
    [InlineData("commands", SlackDoor.Form, "text=ssl_check%3D1&token=x", "v0=00", HttpStatusCode.Unauthorized)]
    [InlineData("interactions", SlackDoor.Form, "ssl_check=1&token=x", "v0=00", HttpStatusCode.Unauthorized)]
    public async Task What_Slack_did_not_send_gets_a_clear_answer_and_no_work(
        string path,
        string? type,
        string body,
        string? signature,
        HttpStatusCode expected
    )
    {
        var response = await host.Post(path, body, type, signature);
        Assert.Equal(expected, response.StatusCode);
        if (expected != HttpStatusCode.OK)
            Assert.EndsWith(".", await response.Content.ReadAsStringAsync());
        Assert.Empty(host.Asked);
        Assert.Empty(host.Heard);
    }

    [Fact]
    public async Task A_replayed_request_is_too_old() =>
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await host.Post("events", "{}", SlackDoor.Json, age: TimeSpan.FromSeconds(301))).StatusCode
        );

    [Fact]
    public async Task A_body_of_more_than_a_mebibyte_is_not_read_to_its_end()
    {
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await host.Post("events", new string('x', SlackDoor.BodyLengthMax + 1))).StatusCode
        );
        Assert.NotEqual(
            HttpStatusCode.RequestEntityTooLarge,
            (await host.Post("events", new string('x', SlackDoor.BodyLengthMax))).StatusCode
        );
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("xoxb-test", null)]
    [InlineData(null, SlackHost.Secret)]
    public async Task Unconfigured_it_says_so(string? token, string? secret)
    {
        await using var bare = await SlackHost.Start(token, secret);
        var response = await bare.Post("events", "{}", SlackDoor.Json);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(
            "Slack is not configured here: set Slack__BotToken and Slack__SigningSecret.",
            await response.Content.ReadAsStringAsync()
        );
    }

    [Fact]
    public async Task A_bad_token_stops_the_host_with_the_keys_name()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => SlackHost.Start("xoxp-of-a-person"));
        Assert.Contains("Slack:BotToken must start with xoxb-.", fault.Message);
    }

    [Fact]
    public async Task The_address_is_verified_by_Slacks_challenge()
    {
        var response = await host.Event(Samples.Text("events/url_verification.json"));
        Assert.Equal(
            JsonNode.Parse(Samples.Text("events/url_verification.json"))!["challenge"]!.ToString(),
            await response.Content.ReadAsStringAsync()
        );
    }

    public static TheoryData<string> Recorded =>
        [
            .. Directory
                .EnumerateFiles(Samples.Folder, "*.*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Samples.Folder, f))
                .Where(f => f.Contains('/') && !f.Contains("response") && !f.Contains("response_action"))
                .Order(),
        ];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Every_recorded_payload_is_understood(string file)
    {
        var text = Samples.Text(file);
        var response = file.Split('/')[0] switch
        {
            "events" => await host.Event(text),
            "slash" => await host.Post("commands", text),
            _ when file.EndsWith(".txt", StringComparison.Ordinal) => await host.Post("interactions", text),
            _ => await host.Interact(text),
        };
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
