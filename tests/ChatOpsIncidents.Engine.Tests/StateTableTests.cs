using System.Text;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>The state machine at a glance: every command in every phase at every severity, as one approved
/// text.</summary>
public sealed class StateTableTests
{
    // Besides one example of every command: those that gates stop, and the same as reports of what was done.
    private static readonly string[] More =
    [
        "mitigate flag-off new-checkout",
        "mitigate flag-off new-checkout at 14:00Z",
        "mitigate fix-forward a larger pool",
        "mitigate fix-forward a larger pool at 14:00Z",
        "mitigate restart payments-db",
        "mitigate restart payments-db at 14:00Z",
        "mitigate scale all servers",
        "mitigate none because all is single",
        "rollback",
        "rollback payments to 4.1 at 14:00Z",
        "rollback none because nothing was deployed",
        "verify manual https://grafana.test/d/2 error ratio 0.2 %, as before",
        "evidence none because it is gone",
    ];

    [Fact, Trait("Requirement", "A1")]
    public void Every_command_in_every_phase_at_every_severity()
    {
        var lines = Vocabulary
            .Commands.Where(word => word.Verb.Length > 0)
            .Select(Sample)
            .Concat(More)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var stories = Enum.GetValues<Severity>()
            .ToDictionary(
                s => s,
                s => PhaseWays.All.ToDictionary(way => way.Name, way => Told(way.Phase, way.Lines, s))
            );
        var table = new StringBuilder(
            "# command | phase | Critical · Major · Medium · Minor (once where all are the same)\n"
        );
        foreach (var line in lines)
        {
            foreach (var (phase, _, _) in PhaseWays.All)
            {
                var cells = Enum.GetValues<Severity>().Select(s => Cell(stories[s][phase].Try("ana", line))).ToArray();
                table
                    .Append(line)
                    .Append(" | ")
                    .Append(phase)
                    .Append(" | ")
                    .AppendLine(cells.Distinct().Count() == 1 ? cells[0] : string.Join(" · ", cells));
            }
        }

        Approved.Check("state-table.txt", table.ToString());
    }

    [Fact]
    public void Every_command_has_a_sample_line_that_is_read_as_that_command()
    {
        var context = new DecisionContext(
            new DateTimeOffset(2026, 11, 21, 14, 0, 0, TimeSpan.Zero),
            new Person("UANA", "ana"),
            Policy.Default
        )
        {
            Language = Language.Whole,
            FindPerson = name => new Person("U" + name, name),
        };
        Assert.Empty(
            Vocabulary
                .Commands.Where(word => word is { Example: null, Usage: [not '[', ..] })
                .Select(word => $"{word.Verb} {word.Usage}: give its CommandWord an Example")
        );
        Assert.All(
            Vocabulary.Commands.Where(word => word.Verb.Length > 0),
            word =>
            {
                Assert.Equal(word, Vocabulary.Find(Sample(word).Split(' ')[0]));
                Assert.NotNull(context.Read(Sample(word)).Command);
            }
        );
    }

    private static string Sample(CommandWord word) => word.Example ?? word.Verb;

    private static Story Told(Phase phase, string[] lines, Severity severity)
    {
        var story = Story
            .Of("payments fail", severity)
            .Beside(
                new IncidentSummary(
                    "INC-9",
                    "payments",
                    Severity.Major,
                    Phase.Contain,
                    false,
                    "Ben",
                    [],
                    default,
                    "C9",
                    "C9"
                )
            );
        foreach (var line in lines)
            _ = line == PhaseWays.HalfAnHour ? story.After(TimeSpan.FromMinutes(30)) : story.When("ana", line);
        story.After(TimeSpan.FromMinutes(2));
        return story.ThenPhase(phase);
    }

    private static string Cell(Verdict verdict)
    {
        var facts = verdict
            .Facts.Where(f => f.Fact is not IBookkeeping)
            .Select(f => Vocabulary.NameOf(f.Fact).Split(".v")[0] + (f.BeforeGate ? " (reported before the gate)" : ""))
            .ToArray();
        if (verdict.Facts.Any(f => f.Fact is CommandHeld))
            return "held: " + verdict.Refusal!.Code;
        if (verdict.Refusal is { } no)
            return "refused: " + no.Code + (facts.Length > 0 ? " → " + string.Join(" + ", facts) : "");
        if (facts.Length > 0)
            return string.Join(" + ", facts);
        if (verdict.Reply.Form is { } form)
            return "form " + form.Verb;
        if (verdict.Effects.Count > 0)
            return "effects only";
        var isSoAlready =
            verdict.Reply.Message?.Body.StartsWith("That is so already", StringComparison.Ordinal) == true;
        return isSoAlready ? "so already" : "answer";
    }
}
