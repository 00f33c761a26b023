using ChatOpsIncidents.Host.Tests.Field;
using ChatOpsIncidents.Host.Tests.Paging;

namespace ChatOpsIncidents.Host.Tests.Audiences;

/// <summary>A supplier's outage of three hours over signed HTTP, by a turned clock, as leadership reads it in its
/// mail.</summary>
public sealed class LongOutageTests
{
    // When an update was written, in minutes; twice the writer was away for too long.
    private static readonly int[] Written = [0, 25, 80, 100, 180];
    private static readonly int[] Late = [80, 180];

    [Fact, Trait("Requirement", "D3"), Trait("Requirement", "C26"), Trait("Requirement", "C27")]
    public async Task Every_update_reaches_the_outsiders_and_after_late_there_comes_one()
    {
        await using var mail = TestMailServer.Start();
        await using var played = await FieldCase.Start(
            new(mail.Settings()) { ["Clock:Adjustable"] = "true", ["Audiences:Leadership:Mail"] = "board@x.test" }
        );
        await played.Do(
            """{ "command": "declare critical payouts are stuck even-so: \"yes\"", "by": "U0ANASOUSA", "in": "C0GENERAL", "opens": true }""",
            Typed("impact who: most how-bad: main-flow ongoing: yes"),
            Typed("wait stripe https://status.stripe.com check 4h")
        );
        foreach (var minute in Written)
        {
            await played.Turn(TimeSpan.FromMinutes(minute));
            if (Late.Contains(minute))
                await Reads(mail, Late.Count(one => one <= minute), IsLate);
            await played.Do(Typed(Update(minute)));
            await Reads(mail, 1, body => body.Contains($"minute {minute}.", StringComparison.Ordinal));
        }

        await played.Do(
            Typed("outcome worked stripe works again"),
            Typed("override verified-recovery their page is green"),
            Typed("resolve stripe works again")
        );
        await Reads(mail, 1, body => body.StartsWith("Issue report: INC-1", StringComparison.Ordinal));

        // Besides, what is known goes to those inside by itself while an update is awaited.
        var bodies = Bodies(mail).Where(body => !body.Contains("Holding update", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(bodies.Zip(bodies.Skip(1)), pair => IsLate(pair.First) && IsLate(pair.Second));
        Assert.Contains("none; this is the last", bodies[^2], StringComparison.Ordinal);
        Assert.StartsWith("Issue report: INC-1", bodies[^1], StringComparison.Ordinal);
    }

    private static string Update(int minute) =>
        $"update what: stripe declines cards, minute {minute}. impact: payouts arrive late doing: we wait for stripe next: 30m";

    private static bool IsLate(string body) => body.Contains(" is late. ", StringComparison.Ordinal);

    // A mail whose answer was lost comes again under its id, by which receivers know it.
    private static List<string> Bodies(TestMailServer mail) =>
        [.. mail.Mails.DistinctBy(one => one.MessageId).Select(one => one.TextBody ?? "")];

    private static Task Reads(TestMailServer mail, int times, Func<string, bool> isIt) =>
        Wait.Until($"{times} such mails", () => Bodies(mail).Count(isIt) >= times);

    private static string Typed(string words) => $$"""{ "command": "{{words}}", "by": "U0ANASOUSA", "in": "$ROOM" }""";
}
