using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using Xunit.Abstractions;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>The noise budget: at Critical at most six posts in the room in any ten minutes, and at most three when it is
/// resolved.</summary>
public sealed class NoiseTests(ITestOutputHelper output)
{
    private const int PostsMax = 6;
    private const int ResolvePostsMax = 3;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public static TheoryData<string> Stories => ["a", "b", "c", "d"];

    [Theory, MemberData(nameof(Stories))]
    public void At_critical_the_room_hears_at_most_six_posts_in_any_ten_minutes(string name)
    {
        var posts = Posts(Play(name));
        foreach (var (at, key, words) in posts)
            output.WriteLine($"{name} {at:HH:mm:ss} {key}: {words}");
        var most = posts.Max(first => posts.Count(post => post.At >= first.At && post.At < first.At + Window));
        output.WriteLine($"{name}: {posts.Count} posts, at most {most} in ten minutes");
        Assert.InRange(most, 1, PostsMax);
    }

    [Theory, MemberData(nameof(Stories))]
    [Trait("Fault", "U15")]
    public void A_resolve_is_at_most_three_posts_and_the_report_comes_after_the_last_update(string name)
    {
        var last = Play(name).Steps.Last(step => step.Verdict.Facts.Any(fact => fact.Fact is IncidentResolved));
        var said = last.Verdict.Effects.Where(IsHeard).ToArray();
        Assert.InRange(said.Length, 1, ResolvePostsMax);
        Assert.IsType<Effect.Upload>(said[^1]);
    }

    private static List<(DateTimeOffset At, string Key, string Words)> Posts(Story story) =>
        [
            .. story.Steps.SelectMany(step =>
                step.Verdict.Effects.Where(IsHeard).Select(effect => (step.At, KeyOf(effect), WordsOf(effect)))
            ),
        ];

    private static bool IsHeard(Effect effect) =>
        effect is Effect.Post { To.IsRoom: true } or Effect.Upload { To.IsRoom: true } or Effect.Page;

    private static string KeyOf(Effect effect) =>
        effect switch
        {
            Effect.Post post => post.Key,
            Effect.Upload upload => upload.Key,
            Effect.Page page => page.Key,
            _ => "",
        };

    private static string WordsOf(Effect effect) =>
        effect is Effect.Post post ? ShortText.Cut(Markup.Plain($"{post.Message.Title} {post.Message.Body}"), 90) : "";

    private static Story Play(string name) =>
        name switch
        {
            "a" => RolledBack(),
            "b" => Supplier(),
            "c" => CorruptData(),
            _ => Busy(),
        };

    // A bad deploy, rolled back before it was declared.
    private static Story RolledBack() =>
        Story
            .Of("checkout fails", Severity.Critical)
            .When("ana", "impact who: most how-bad: main-flow ongoing: no")
            .After(TimeSpan.FromMinutes(1))
            .When("ana", "rollback payments to 4.1 at 13:40")
            .When("ana", "outcome #1 worked errors back to 0.1 % at 13:55")
            .After(TimeSpan.FromMinutes(1))
            .When("ana", "verify manual https://grafana.example.com/d/checkout errors 0.1 % now, 0.1 % before")
            .After(TimeSpan.FromMinutes(12))
            .When("ana", "resolve payments rolled back to 4.1")
            .When("ana", "override verified-recovery looked twice")
            .When("ana", "resolve payments rolled back to 4.1");

    // A supplier's outage of three hours.
    private static Story Supplier() =>
        Story
            .Of("cards are declined", Severity.Critical)
            .When("ana", "impact who: all how-bad: main-flow ongoing: yes")
            .When("ana", "path supplier")
            .When("ana", "wait stripe https://status.stripe.com check 30m")
            .When("chloe", "note I take the updates")
            .When("chloe", "role comms me")
            .After(TimeSpan.FromMinutes(3))
            .When(
                "chloe",
                "update what: cards are declined impact: nobody can pay by card doing: waiting for stripe next: 30m"
            )
            .After(TimeSpan.FromMinutes(20))
            .When("ana", "wait stripe")
            .After(TimeSpan.FromMinutes(12))
            .When("chloe", "update same")
            .After(TimeSpan.FromHours(2))
            .When("ana", "outcome worked stripe is back")
            .When("chloe", "update what: cards work again impact: payments go through doing: watching next: 30m")
            .When("ana", "verify manual https://grafana.example.com/d/pay errors 0.1 % now, 0.1 % before")
            .After(TimeSpan.FromMinutes(12))
            .When("ana", "override verified-recovery looked twice")
            .When("ana", "resolve stripe is back");

    // Corrupt data at ten past three, one sleepy engineer.
    private static Story CorruptData() =>
        Story
            .Of("totals are wrong", Severity.Critical)
            .When("ana", "impact who: some how-bad: main-flow ongoing: yes data: corrupt")
            .When("ana", "path data")
            .When("ana", "mitigate read-only orders-db")
            .After(TimeSpan.FromMinutes(4))
            .When("ana", "outcome #1 worked no new wrong totals")
            .When("ana", "evidence a copy of orders-db is in s3")
            .After(TimeSpan.FromMinutes(5))
            .When("ana", "mitigate data rerun the totals job target: orders confirm: orders")
            .After(TimeSpan.FromMinutes(9))
            .When("ana", "outcome #2 worked the totals match the ledger")
            .When("ana", "data repaired the totals match the ledger")
            .When("ana", "verify manual https://grafana.example.com/d/orders wrong totals 0 now, 0 before")
            .After(TimeSpan.FromMinutes(12))
            .When("ana", "override verified-recovery looked twice")
            .When("ana", "resolve the totals job was run again");

    // A busy Critical: four people, 22 minutes.
    private static Story Busy() =>
        Story
            .Of("the edge drops requests", Severity.Critical)
            .When("ben", "join")
            .When("chloe", "join")
            .When("dev", "join")
            .When("ben", "role ops me")
            .When("chloe", "role comms me")
            .When("ana", "impact who: most how-bad: whole-app ongoing: yes")
            .When("ana", "path change")
            .When("ana", "task @dev read the edge logs in: 10m")
            .When("ana", "ask does it open for you? @ben @chloe")
            .When("ben", "answer 1 no")
            .When("ben", "rollback edge to 2.14")
            .After(TimeSpan.FromMinutes(3))
            .When("dev", "found 502 from two nodes only")
            .When(
                "chloe",
                "update what: the edge drops requests impact: half of the pages fail doing: rolling back next: 30m"
            )
            .When("ben", "outcome #1 partial still falling")
            .After(TimeSpan.FromMinutes(2))
            .When("dev", "done #1 two nodes have the old config")
            .When("ben", "mitigate config fix the config of edge-3 and edge-4")
            .When("ana", "decide we keep two nodes out until tomorrow")
            .After(TimeSpan.FromMinutes(4))
            .When("ben", "outcome #2 worked error rate 0.4 %")
            .After(TimeSpan.FromMinutes(2))
            .When("ana", "verify manual https://grafana.example.com/d/edge errors 0.1 % now, 0.1 % before")
            .After(TimeSpan.FromMinutes(11))
            .When("ana", "override verified-recovery looked twice")
            .When("ana", "resolve the config of two nodes was old");
}
