using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>A host with a public incident, a private one full of words that nobody else uses, and Ben, who is a member
/// and not in it.</summary>
public sealed partial class OutsiderHost : IAsyncLifetime
{
    /// <summary>A service that only the private incident holds back.</summary>
    public const string Service = "dugong-vault";

    // Each stands in the private incident only.
    private static readonly string[] Secrets = ["quokka", "wombat", "numbat", "bilby", "potoroo"];

    private FakeProvider _provider = null!;

    public WholeHost Host { get; private set; } = null!;

    public FakeSlack Slack { get; private set; } = null!;

    public Visitor Ben { get; private set; } = null!;

    public Visitor Ana { get; private set; } = null!;

    /// <summary>Every command that a button of the private incident carries.</summary>
    public IReadOnlyList<string> Buttons { get; private set; } = [];

    public async Task InitializeAsync()
    {
        (_provider, Slack) = (await FakeProvider.Start(), await FakeSlack.Start());
        var settings = WholeHost.WithSignIn(_provider, "slack", FakeSlack.Team);
        foreach (var (key, value) in Slack.Settings)
            settings[key] = value;
        Host = await WholeHost.Start(new PostgresFixture(), settings);
        foreach (
            var words in new[]
            {
                "declare major checkout fails",
                "declare private critical quokka keys leaked",
                "INC-2 note the wombat was seen",
                $"INC-2 freeze {Service} why: numbat",
                "INC-2 impact who: all how-bad: all ongoing: yes scope: bilby",
                "INC-2 hypothesis the potoroo did it",
                "INC-2 task @ana look for the potoroo",
                "INC-2 rollback vault to 4.1",
                "INC-2 update what: bilby impact: none doing: looking next: 30m",
            }
        )
            await Host.Type(FakeSlack.Ana, words);
        (Ben, Ana) = (await SignedIn(FakeSlack.Ben), await SignedIn(FakeSlack.Ana));
        Buttons = await ReadButtons();
        // Only so many open in a minute, and with each the answer would be another one.
        Slack.OpensForms = false;
    }

    public async Task DisposeAsync()
    {
        Ben.Dispose();
        Ana.Dispose();
        await Host.DisposeAsync();
        await Slack.DisposeAsync();
        await _provider.DisposeAsync();
    }

    /// <summary>Fails if something of the private incident stands in a text.</summary>
    public static void AssertTellsNothing(string text) =>
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>A text in which only what is asked about can differ.</summary>
    public static string WithoutIds(string text) =>
        Counted().Replace(text.Replace("INC-77", "INC-2", StringComparison.Ordinal), "#");

    /// <summary>A text from the database.</summary>
    public async Task<string> Query(string sql)
    {
        await using var command = Host.App.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string ?? "";
    }

    private async Task<Visitor> SignedIn(string who)
    {
        var visitor = new Visitor(Host);
        _provider.Claims = SignInTests.Slack(who);
        (await visitor.SignIn()).Dispose();
        return visitor;
    }

    private async Task<string[]> ReadButtons()
    {
        var effects = await Query("select string_agg(effect, ' ') from outbox where incident_id = 'INC-2'");
        return
        [
            .. Words()
                .Matches(effects)
                .Where(match => Vocabulary.Find(match.Groups["verb"].Value) is not null)
                .Select(match => match.Groups["words"].Value)
                .Distinct(),
        ];
    }

    [GeneratedRegex(@"(trigger|respond/r|\bV|\b[12])\.\d+")]
    private static partial Regex Counted();

    [GeneratedRegex("\"(?<words>INC-2 (?<verb>[a-z-]+)[^\"\\\\]*)\"")]
    private static partial Regex Words();
}
