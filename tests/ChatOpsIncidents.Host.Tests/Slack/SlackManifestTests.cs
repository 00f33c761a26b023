using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Platforms.Slack;
using ChatOpsIncidents.Host.Tests.House;
using YamlDotNet.Serialization;

namespace ChatOpsIncidents.Host.Tests.Slack;

public sealed partial class SlackManifestTests
{
    private static readonly JsonNode Manifest = Read();

    private static readonly string[] Scopes =
    [
        .. Manifest["oauth_config"]!["scopes"]!["bot"]!.AsArray().Select(s => s!.ToString()),
    ];

    [Fact]
    public void Every_method_that_is_called_has_a_scope()
    {
        var methods = JsonNode.Parse(Samples.Text("methods_2026.json"))!["methods"]!;
        foreach (var method in SlackMethod.All.Keys)
        {
            var anyOf = methods[method]!["bot_scopes_any_of"]!.AsArray().Select(s => s!.ToString()).ToArray();
            Assert.True(
                anyOf.Length == 0 || anyOf.Intersect(Scopes).Any(),
                $"{method} needs one of {string.Join(", ", anyOf)}."
            );
        }
    }

    // The table of faults goes over all of these rows.
    [Fact]
    [Trait("Fault", "U4")]
    public void The_table_of_methods_has_those_that_are_called_and_no_other()
    {
        var called = SourceText
            .Trees.Where(tree => tree.FilePath.Contains("/src/ChatOpsIncidents.Host/", StringComparison.Ordinal))
            .Where(tree => !tree.FilePath.EndsWith("/SlackMethod.cs", StringComparison.Ordinal))
            .SelectMany(tree => Method().Matches(tree.ToString()))
            .Select(method => method.Groups["name"].Value);
        Assert.Equal(
            SlackMethod.All.Keys.Order(StringComparer.Ordinal),
            called.Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Addresses_and_shortcuts_are_those_that_are_answered()
    {
        Assert.EndsWith("/slack/commands", Manifest["features"]!["slash_commands"]![0]!["url"]!.ToString());
        Assert.EndsWith("/slack/events", Manifest["settings"]!["event_subscriptions"]!["request_url"]!.ToString());
        Assert.EndsWith("/slack/interactions", Manifest["settings"]!["interactivity"]!["request_url"]!.ToString());
        Assert.Equal(
            SlackRequestReader
                .Promotions.Keys.Append(SlackRequestReader.DeclareShortcut)
                .Append(SlackRequestReader.DeclareFromShortcut)
                .Order(),
            Manifest["features"]!["shortcuts"]!.AsArray().Select(s => s!["callback_id"]!.ToString()).Order()
        );
    }

    [GeneratedRegex(
        @"""(?<name>(auth|users|usergroups|conversations|canvases|chat|pins|bookmarks|views|files|reactions|team)"
            + @"\.[a-z]\w*(\.\w+)?)""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Method();

    private static JsonNode Read()
    {
        var yaml = File.ReadAllText(Path.Combine(Samples.Folder, "../../../../deploy/slack-manifest.yaml"));
        var tree = new DeserializerBuilder().Build().Deserialize<object>(yaml);
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(tree))!;
    }
}
