using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Platforms.Teams;
using ChatOpsIncidents.Host.Tests.House;
using Json.Schema;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>The package that an administrator uploads: what Teams takes, and what is answered here.</summary>
public sealed class TeamsManifestTests : IDisposable
{
    private static readonly JsonSchema Schema = Read();

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.zip");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("", "")]
    [InlineData("--all-messages", "ChannelMessage.Read.Group ChatMessage.Read.Chat")]
    [InlineData("--channels", "Channel.Create.Group")]
    [InlineData("--channels --all-messages", "ChannelMessage.Read.Group ChatMessage.Read.Chat Channel.Create.Group")]
    [InlineData("--all-messages --channels", "ChannelMessage.Read.Group ChatMessage.Read.Chat Channel.Create.Group")]
    public async Task The_package_is_valid_by_the_published_schema_and_asks_for_no_more_than_it_says(
        string wishes,
        string asked
    )
    {
        var manifest = await Packaged(wishes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var result = Schema.Evaluate(
            JsonDocument.Parse(manifest.ToJsonString()).RootElement,
            new EvaluationOptions { OutputFormat = OutputFormat.List }
        );
        var faults = (result.Details ?? [])
            .Where(part => part.Errors is not null)
            .SelectMany(part => part.Errors!.Select(error => $"{part.InstanceLocation} {error.Key}: {error.Value}"));
        Assert.True(result.IsValid, string.Join('\n', faults));
        Assert.Equal(FakeConnector.AppId, manifest["bots"]![0]!["botId"]!.ToString());
        Assert.Equal(asked.Length > 0, manifest["authorization"] is not null);
        Assert.Equal(asked.Length > 0, manifest["webApplicationInfo"] is not null);
        Assert.Equal(asked, string.Join(' ', AskedFor(manifest)));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false, "--all-messages")]
    [InlineData(false, true, "--channels")]
    [InlineData(true, true, "--all-messages", "--channels")]
    public async Task What_is_agreed_to_in_a_chat_is_what_the_package_asks_for(
        bool readsAll,
        bool channels,
        params string[] wishes
    )
    {
        var manifest = await Packaged(wishes);
        var options = new TeamsOptions { ReadsAllMessages = readsAll, ChannelPerIncident = channels };
        Assert.Equal(options.PackagePermissions, AskedFor(manifest));
    }

    [Fact]
    public async Task What_the_package_does_not_know_is_refused()
    {
        Assert.Equal(2, await Make("--all-mesages"));
        Assert.False(File.Exists(_file));
    }

    [Fact]
    public async Task The_schema_finds_what_is_wrong()
    {
        var manifest = await Packaged();
        manifest["accentColor"] = "red";
        manifest["bots"]![0]!.AsObject().Remove("scopes");
        Assert.False(Schema.Evaluate(JsonDocument.Parse(manifest.ToJsonString()).RootElement).IsValid);
    }

    [Fact]
    public async Task Commands_and_dialogs_are_those_that_are_answered()
    {
        var manifest = await Packaged("--all-messages");
        Assert.Equal(
            TeamsDialogs.Promotions.Keys.Append(TeamsDialogs.Declare).Append(TeamsDialogs.DeclareFromMessage).Order(),
            manifest["composeExtensions"]![0]!["commands"]!.AsArray().Select(one => one!["id"]!.ToString()).Order()
        );
        var verbs = manifest["bots"]![0]!["commandLists"]![0]!["commands"]!.AsArray();
        Assert.All(
            verbs.Select(one => one!["title"]!.ToString()),
            verb => Assert.True(Engine.Deciding.Vocabulary.Find(verb) is not null, $"“{verb}” is no command.")
        );
    }

    [Fact]
    public async Task The_icons_have_the_sizes_that_Teams_wants()
    {
        await Packaged();
        using var package = ZipFile.OpenRead(_file);
        Assert.Equal(
            ["color.png", "manifest.json", "outline.png"],
            package.Entries.Select(one => one.FullName).Order()
        );
        Assert.Equal((192, 192), Size(package.GetEntry("color.png")!));
        Assert.Equal((32, 32), Size(package.GetEntry("outline.png")!));
    }

    private static IEnumerable<string> AskedFor(JsonObject manifest) =>
        (manifest["authorization"]?["permissions"]?["resourceSpecific"]?.AsArray() ?? []).Select(one =>
            one!["name"]!.ToString()
        );

    private async Task<int> Make(params string[] wishes)
    {
        string[] arguments = [FakeConnector.AppId, _file, .. wishes];
        var make = new ProcessStartInfo(Path.Combine(SourceText.Root, "deploy/teams/package"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var made = Process.Start(make)!;
        await made.WaitForExitAsync().InTime();
        return made.ExitCode;
    }

    private async Task<JsonObject> Packaged(params string[] wishes)
    {
        Assert.Equal(0, await Make(wishes));
        using var package = ZipFile.OpenRead(_file);
        await using var manifest = await package.GetEntry("manifest.json")!.OpenAsync();
        return (await JsonNode.ParseAsync(manifest))!.AsObject();
    }

    // A PNG says its width and height in its first chunk.
    private static (int Width, int Height) Size(ZipArchiveEntry icon)
    {
        var head = new byte[24];
        using var stream = icon.Open();
        stream.ReadExactly(head);
        return (
            BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(16)),
            BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(20))
        );
    }

    // Of an old dialect.
    private static JsonSchema Read()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Platforms/Teams/Samples/teams-manifest-1.29.schema.json");
        var schema = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        return JsonSchema.Build(JsonDocument.Parse(schema.ToJsonString()).RootElement);
    }
}
