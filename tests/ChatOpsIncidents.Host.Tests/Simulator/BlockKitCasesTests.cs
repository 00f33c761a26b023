using System.Text.Json;
using ChatOpsIncidents.Simulator.BlockKit;

namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class BlockKitCasesTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Simulator", "Fixtures", "blockkit-cases");

    public static TheoryData<string> Valid => [.. Files("valid")];

    public static TheoryData<string> Invalid => [.. Files("invalid")];

    private static string[] Files(string kind) =>
        [.. Directory.GetFiles(Path.Combine(Folder, kind), "*.json").Select(f => Path.GetFileName(f)).Order()];

    private static JsonElement Read(params ReadOnlySpan<string> path) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine([Folder, .. path]))).RootElement;

    [Theory, MemberData(nameof(Valid))]
    public void A_valid_payload_passes(string file) =>
        Assert.Empty(BlockKitValidator.CheckSchema(file.Split("__")[0], Read("valid", file)));

    [Fact]
    public void Of_the_valid_payloads_only_the_one_with_a_repeated_block_id_breaks_a_rule()
    {
        var broken = Files("valid").Where(f => BlockKitValidator.Check(f.Split("__")[0], Read("valid", f)).Count > 0);
        Assert.Equal(["blocks_message__blocks-java-slack-sdk-BlockKitTest-74.json"], broken);
    }

    [Theory, MemberData(nameof(Invalid))]
    public void An_invalid_payload_fails_where_it_should(string file)
    {
        var expected = Read("invalid-expected.json").GetProperty(file);
        var errors = BlockKitValidator.CheckSchema(expected.GetProperty("target").GetString()!, Read("invalid", file));
        Assert.Contains(
            errors,
            e =>
                e.Location == expected.GetProperty("pointer").GetString()
                && e.Keyword == expected.GetProperty("keyword").GetString()
        );
    }

    [Theory]
    [InlineData(
        """[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}]""",
        "`block_id` already exists: a"
    )]
    [InlineData(
        """[{"type":"actions","elements":[{"type":"button","action_id":"x","text":{"type":"plain_text","text":"1"}},{"type":"button","action_id":"x","text":{"type":"plain_text","text":"2"}}]}]""",
        "already exists for block"
    )]
    [InlineData(
        """[{"type":"section","text":{"type":"mrkdwn","text":"t"},"accessory":{"type":"static_select","action_id":"s","options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}],"initial_option":{"text":{"type":"plain_text","text":"B"},"value":"b"}}}]""",
        "initial option"
    )]
    public void What_a_schema_cannot_say_is_refused_too(string blocks, string words) =>
        Assert.Contains(
            BlockKitValidator.Check("blocks_message", JsonDocument.Parse(blocks).RootElement),
            f => f.Message.Contains(words, StringComparison.Ordinal)
        );
}
