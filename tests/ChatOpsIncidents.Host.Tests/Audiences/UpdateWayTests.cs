using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Audiences;
using ChatOpsIncidents.Host.Paging;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmtpServer.Protocol;

namespace ChatOpsIncidents.Host.Tests.Audiences;

/// <summary>Each way by which audiences are told, against a stand-in that looks at every field of the
/// reference.</summary>
public sealed class UpdateWayTests : IAsyncLifetime
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];
    private readonly TestMailServer _mail = TestMailServer.Start();
    private PagerStandIn _outside = null!;

    public async Task InitializeAsync() => _outside = await PagerStandIn.Start();

    public async Task DisposeAsync()
    {
        await _outside.DisposeAsync();
        await _mail.DisposeAsync();
    }

    [Fact, Trait("Requirement", "B16")]
    public async Task A_mail_is_text_and_HTML_in_one_thread_and_a_repeat_is_known()
    {
        _mail.Answers.Enqueue(new SmtpResponse(SmtpReplyCode.Aborted, "greylisted"));
        var again = Assert.IsType<AttemptEnd.TryAgain>(await Tell(UpdateWays.Mail, "board@x.test"));
        Assert.Contains("451", again.Why, StringComparison.Ordinal);
        Assert.IsType<AttemptEnd.Done>(await Tell(UpdateWays.Mail, "board@x.test"));
        Assert.IsType<AttemptEnd.Done>(await Tell(UpdateWays.Mail, "board@x.test"));
        var mail = _mail.Mails[0];
        Assert.Equal("[INC-12] Checkout Bcc: all@x.test", mail.Subject);
        Assert.Equal("board@x.test", mail.To.ToString());
        Assert.Equal(["chatops-T1-INC-12-inform-9-0-0@x.test"], _mail.Mails.Select(one => one.MessageId).Distinct());
        Assert.Equal("chatops-T1-INC-12-leadership@x.test", mail.InReplyTo);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("Updates for leadership <leadership.updates.x.test>", mail.Headers["List-Id"]);
        Assert.Contains(
            "Next update: 2026-11-20 14:30 UTC (15:30 Europe/Berlin)",
            mail.TextBody,
            StringComparison.Ordinal
        );
        Assert.Contains("Cards &lt;b&gt; fail", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("Cards <b> fail, says dana", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_says_who_reads_it_and_is_signed_over_the_very_bytes()
    {
        Assert.IsType<AttemptEnd.Done>(await Tell(UpdateWays.Webhook, "leadership"));
        var told = _outside.Last;
        Assert.Equal("/updates", told.Path);
        var lead = $"{told.Headers["webhook-id"]}.{told.Headers["webhook-timestamp"]}.{told.Body}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(lead)));
        Assert.Equal("v1," + signature, told.Headers["webhook-signature"]);
        Assert.Equal(["type", "timestamp", "data"], told.Names);
        Assert.Equal("incident.update", told.Json["type"]!.ToString());
        var data = told.Json["data"]!.AsObject();
        Assert.Equal(
            ["incident", "severity", "audience", "text", "subject", "state", "update"],
            data.Select(one => one.Key)
        );
        Assert.Equal(("leadership", "investigating"), (data["audience"]!.ToString(), data["state"]!.ToString()));
    }

    [Fact]
    public async Task A_status_page_is_asked_first_then_told_what_its_API_asks_for()
    {
        _outside.Answer = request =>
            request.Method == "GET"
                ? Results.Json(Array.Empty<object>())
                : Results.Json(new { id = "p31zjtct2jer" }, statusCode: 201);
        Assert.IsType<AttemptEnd.Done>(await Tell(UpdateWays.StatusPage, "public"));
        Assert.Equal(["GET", "POST"], _outside.Requests.Select(one => one.Method));
        Assert.Equal("/v1/pages/kctbh9vrtdwd/incidents/unresolved", _outside.Requests.First().Path);
        Assert.All(_outside.Requests, one => Assert.Equal("OAuth page-key", one.Headers["Authorization"]));
        Assert.Equal("/v1/pages/kctbh9vrtdwd/incidents", _outside.Last.Path);
        var incident = _outside.Last.Json["incident"]!.AsObject();
        var sample = JsonNode.Parse(
            """
            {"name":0,"status":0,"impact_override":0,"body":0,"component_ids":0,"components":0,"deliver_notifications":0,"metadata":0}
            """
        )!;
        Assert.Equal(sample.AsObject().Select(one => one.Key).Order(), incident.Select(one => one.Key).Order());
        Assert.Equal("investigating", incident["status"]!.ToString());
        Assert.Equal("major", incident["impact_override"]!.ToString());
        Assert.Equal("""["vg70hn9s2tyj"]""", incident["component_ids"]!.ToJsonString());
        Assert.Equal("""{"vg70hn9s2tyj":"partial_outage"}""", incident["components"]!.ToJsonString());
        Assert.Equal("""{"chatops":{"incident":"INC-12"}}""", incident["metadata"]!.ToJsonString());
    }

    [Fact]
    public async Task What_stands_on_the_page_is_updated_and_never_doubled()
    {
        var body = "Cards <b> fail, says dana";
        _outside.Answer = request =>
            request.Method == "GET"
                ? Results.Json(
                    new[]
                    {
                        new
                        {
                            id = "p31zjtct2jer",
                            metadata = new { chatops = new { incident = "INC-12" } },
                            incident_updates = new[] { new { body } },
                        },
                    }
                )
                : Results.Json(new { id = "p31zjtct2jer" });
        Assert.IsType<AttemptEnd.Done>(await Tell(UpdateWays.StatusPage, "public", OutwardState.Resolved));
        Assert.Equal(
            ("PATCH", "/v1/pages/kctbh9vrtdwd/incidents/p31zjtct2jer"),
            (_outside.Last.Method, _outside.Last.Path)
        );
        var incident = _outside.Last.Json["incident"]!.AsObject();
        Assert.Equal(["status", "body", "components", "deliver_notifications"], incident.Select(one => one.Key));
        Assert.Equal("""{"vg70hn9s2tyj":"operational"}""", incident["components"]!.ToJsonString());
        body = incident["body"]!.ToString();
        await Tell(UpdateWays.StatusPage, "public", OutwardState.Resolved);
        Assert.Equal(3, _outside.Requests.Count);
        // The end was taken and its answer lost: nothing is opened anew.
        _outside.Answer = _ => Results.Json(Array.Empty<object>());
        await Tell(UpdateWays.StatusPage, "public", OutwardState.Resolved, mayStand: true);
        Assert.Equal("GET", _outside.Last.Method);
    }

    [Theory]
    [InlineData(401, typeof(AttemptEnd.GiveUp))]
    [InlineData(422, typeof(AttemptEnd.GiveUp))]
    [InlineData(420, typeof(AttemptEnd.TryAgain))]
    [InlineData(429, typeof(AttemptEnd.TryAgain))]
    [InlineData(503, typeof(AttemptEnd.TryAgain))]
    public async Task An_answer_says_whether_to_try_again(int status, Type end)
    {
        _outside.Answer = _ => Results.Json(new { error = new[] { "Name can't be blank" } }, statusCode: status);
        var page = await Tell(UpdateWays.StatusPage, "public");
        Assert.IsType(end, page);
        Assert.IsType(end, await Tell(UpdateWays.Webhook, "leadership"));
        if (status is 420 or 429)
            Assert.Equal(TimeSpan.FromSeconds(60), ((AttemptEnd.TryAgain)page).After);
    }

    [Fact]
    public void What_an_audience_needs_and_is_not_set_stops_the_host()
    {
        var settings = Settings();
        foreach (var key in settings.Keys.Where(key => key.StartsWith("Destinations", StringComparison.Ordinal)))
            settings[key] = "";
        settings["Paging:Mail:Server"] = "";
        settings["Audiences:Board:Mail"] = "nobody";
        settings["Audiences:Board:Reads"] = "poems";
        settings["Audiences:Board:Fax"] = "1";
        settings["Audiences:Board:Channels"] = "#general";
        settings["Cadence:Major:Suport"] = "00:20:00";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var faults = Assert.Throws<ConfigurationFaultException>(() => ConfigurationCheck.All(configuration)).Faults;
        foreach (
            var said in new[]
            {
                "Audiences:Board:Mail needs a mail server",
                "Audiences:Board:Mail: “nobody” is no mail address",
                "“poems” is none of Leadership",
                "Audiences:Board:Fax: there is no such key",
                "“#general” is no channel's id",
                "Audiences:Public:StatusPage needs Destinations:StatusPage:Key",
                "Did you mean support?",
            }
        )
            Assert.Contains(faults, fault => fault.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Audiences_and_their_times_are_read_from_the_configuration()
    {
        var settings = Settings();
        settings["Cadence:Critical:Public"] = "00:00:00";
        settings["Cadence:Critical:Regulators"] = "02:00:00";
        var policy = new PolicySource(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Current;
        Assert.Equal(
            ["leadership", "support", "engineers", "public", "partner desk", "regulators"],
            policy.Audiences.Select(row => row.Name)
        );
        Assert.Equal(Wording.Public, policy.Audiences[4].Reads);
        Assert.Equal(["mail:board@x.test", "webhook:leadership"], policy.Audiences[0].Places.Select(place => place.Id));
        Assert.Equal(TimeSpan.Zero, policy.AudienceCadence[(Severity.Critical, "public")]);
        Assert.Equal(TimeSpan.FromHours(2), policy.AudienceCadence[(Severity.Critical, "regulators")]);
    }

    private Task<AttemptEnd> Tell(
        string way,
        string target,
        OutwardState state = OutwardState.Investigating,
        bool mayStand = false
    )
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(Settings());
        Assert.Empty(DestinationOptions.Faults(builder.Configuration));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<PolicySource>();
        builder.AddPaging();
        builder.AddAudiences();
        var told = new Effect.Inform(
            way == UpdateWays.StatusPage ? "public" : "leadership",
            way,
            target,
            new ChatMessage
            {
                Body = "Cards <b> fail, says <@U0DANA|dana>",
                Facts =
                [
                    new ChatFact(
                        "Next update",
                        Markup.Time(new DateTimeOffset(2026, 11, 20, 14, 30, 0, TimeSpan.Zero))
                    ),
                ],
            },
            "inform-9-0-0"
        )
        {
            Subject = "Checkout\r\nBcc: all@x.test",
            Number = 1,
            State = state,
            Services = ["checkout"],
        };
        return builder
            .Services.BuildServiceProvider()
            .GetServices<IUpdateWay>()
            .Single(one => one.Way == way)
            .Tell(new AudienceWord("INC-12", "T1", told, mayStand), default);
    }

    private Dictionary<string, string?> Settings() =>
        new(_mail.Settings())
        {
            ["Policy:TimeZone"] = "Europe/Berlin",
            ["Audiences:Leadership:Mail"] = "board@x.test",
            ["Audiences:Leadership:Webhook"] = _outside.Address + "/updates",
            ["Audiences:Public:StatusPage"] = "kctbh9vrtdwd",
            ["Audiences:Partner Desk:Reads"] = "public",
            ["Destinations:Webhook:Secrets:0"] = "whsec_" + Convert.ToBase64String(Secret),
            ["Destinations:StatusPage:Url"] = _outside.Address + "/v1",
            ["Destinations:StatusPage:Key"] = "page-key",
            ["Destinations:StatusPage:Components:checkout"] = "vg70hn9s2tyj",
        };
}
