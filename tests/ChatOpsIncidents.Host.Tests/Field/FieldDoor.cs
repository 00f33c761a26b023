using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Tests.Access;
using Microsoft.Extensions.DependencyInjection;

namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>Sends requests to the host as Slack signs them.</summary>
internal sealed class FieldDoor(WholeHost host, FieldSlack slack)
{
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>A slash command.</summary>
    public Task<FieldReply> Command(string by, string channel, string words)
    {
        var address = slack.ResponseAddress();
        return Send(
            "commands",
            Form,
            Encoded(
                new()
                {
                    ["team_id"] = FieldSlack.Team,
                    ["team_domain"] = "northwind",
                    ["channel_id"] = channel,
                    ["channel_name"] = "x",
                    ["user_id"] = by,
                    ["user_name"] = "x",
                    ["command"] = "/incident",
                    ["text"] = words,
                    ["trigger_id"] = slack.Next("trigger."),
                    ["response_url"] = address,
                }
            ),
            by,
            address
        );
    }

    /// <summary>An event, as raw JSON: a case may hold what no reader of JSON takes.</summary>
    public Task<FieldReply> Event(string happened, string? envelope)
    {
        var more = envelope is null ? "" : "," + envelope.Trim()[1..^1];
        var body =
            "{\"type\":\"event_callback\",\"event_time\":1795950000,\"api_app_id\":\"A0FIELD\""
            + $",\"team_id\":\"{FieldSlack.Team}\",\"event_id\":\"{slack.Next("Ev0FIELD")}\""
            + $",\"event\":{happened}{more}}}";
        return Send("events", "application/json", body, by: null, address: null);
    }

    /// <summary>A pressed button, a shortcut, a submitted form.</summary>
    public Task<FieldReply> Interaction(string payload) => Interaction(payload, by: null, address: null);

    /// <summary>The form that was opened last, filled in.</summary>
    public Task<FieldReply> Submission(JsonObject view, string by, JsonElement values)
    {
        var fields = new JsonObject();
        foreach (var block in view["blocks"]!.AsArray().OfType<JsonObject>().Where(b => b.ContainsKey("element")))
        {
            var key = block["block_id"]!.GetValue<string>();
            var element = block["element"]!.AsObject();
            var given = values.TryGetProperty(key, out var value) ? value.GetString() : null;
            fields[key] = new JsonObject { [element["action_id"]!.GetValue<string>()] = Filled(element, given) };
        }

        var sent = view.DeepClone().AsObject();
        sent["id"] = slack.Next("V0FIELD");
        sent["state"] = new JsonObject { ["values"] = fields };
        var payload = new JsonObject
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = FieldSlack.Team, ["domain"] = "northwind" },
            ["user"] = new JsonObject { ["id"] = by, ["team_id"] = FieldSlack.Team },
            ["trigger_id"] = slack.Next("trigger."),
            ["view"] = sent,
        };
        return Interaction(payload.ToJsonString(), by, address: null);
    }

    private static JsonObject Filled(JsonObject element, string? given)
    {
        var type = element["type"]!.GetValue<string>();
        var (key, initial) = type switch
        {
            "plain_text_input" => ("value", "initial_value"),
            "users_select" => ("selected_user", "initial_user"),
            "multi_users_select" => ("selected_users", "initial_users"),
            _ => ("selected_option", "initial_option"),
        };
        JsonNode? value = (given, key) switch
        {
            (null, _) => element[initial]?.DeepClone(),
            (_, "selected_option") => new JsonObject { ["value"] = given },
            (_, "selected_users") => new JsonArray(given),
            _ => given,
        };
        return new JsonObject { ["type"] = type, [key] = value };
    }

    private static string Encoded(Dictionary<string, string> fields) =>
        string.Join('&', fields.Select(f => $"{WebUtility.UrlEncode(f.Key)}={WebUtility.UrlEncode(f.Value)}"));

    private Task<FieldReply> Interaction(string payload, string? by, string? address) =>
        Send("interactions", Form, Encoded(new() { ["payload"] = payload }), by, address);

    private async Task<FieldReply> Send(string path, string type, string text, string? by, string? address)
    {
        var body = Encoding.UTF8.GetBytes(text);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Chat, "/slack/" + path));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new(type);
        var now = host.App.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", SlackSignature.Of(FieldSlack.Secret, timestamp, body));
        var before = slack.Calls.Count;
        using var answer = await host.Http.SendAsync(request);
        var shown = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path} answered {(int)answer.StatusCode}: {shown}");
        return new FieldReply(slack, before, by, address, shown);
    }
}
