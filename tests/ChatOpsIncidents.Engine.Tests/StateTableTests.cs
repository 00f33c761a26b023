using System.Text;
using ChatOpsIncidents.Engine.Incidents;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>The state machine at a glance: every command in every phase at every severity, as one approved
/// text.</summary>
public sealed class StateTableTests
{
    // Besides one example of every command: those that gates stop, and the same as reports of what was done.
    private static readonly string[] More =
    [
        "mitigate flag-off new-checkout", "mitigate flag-off new-checkout at 14:00Z",
        "mitigate fix-forward a larger pool",
        "mitigate fix-forward a larger pool at 14:00Z", "mitigate restart payments-db",
        "mitigate restart payments-db at 14:00Z",
        "mitigate scale all servers", "mitigate none because all is single", "rollback",
        "rollback payments to 4.1 at 14:00Z",
        "rollback none because nothing was deployed", "verify manual https://grafana.test/d/2 error ratio 0.2 %",
        "evidence none because it is gone",
    ];

    [Fact, Trait("Requirement", "A1")]
    public void Every_command_in_every_phase_at_every_severity()
    {
        var lines = Vocabulary.Commands.Where(word => word.Verb.Length > 0).Select(word => word.Example ?? word.Verb)
            .Concat(More)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var stories = Enum.GetValues<Severity>()
            .ToDictionary(s => s, s => PhaseWays.All.ToDictionary(way => way.Phase, way => Told(way.Phase, way.Lines, s)));
        var table = new StringBuilder(
            "# command | phase | Critical · Major · Medium · Minor (once where all are the same)\n");
        foreach (var line in lines)
        {
            foreach (var (phase, _) in PhaseWays.All)
            {
                var cells = Enum.GetValues<Severity>().Select(s => Cell(stories[s][phase].Try("ana", line))).ToArray();
                table.Append(line).Append(" | ").Append(phase).Append(" | ")
                    .AppendLine(cells.Distinct().Count() == 1 ? cells[0] : string.Join(" · ", cells));
            }
        }

        Approved.Check("state-table.txt", table.ToString());
    }

    private static Story Told(Phase phase, string[] lines, Severity severity)
    {
        var story = Story.Of("payments fail", severity);
        foreach (var line in lines) story.When("ana", line);
        story.At(phase >= Phase.Resolved ? "14:30" : "14:02");
        return story.ThenPhase(phase);
    }

    private static string Cell(Verdict verdict)
    {
        var facts = verdict.Facts.Where(f => f.Fact is not IBookkeeping)
            .Select(f => Vocabulary.NameOf(f.Fact).Split(".v")[0] + (f.BeforeGate ? " (reported before the gate)" : ""))
                .ToArray();
        if (verdict.Facts.Any(f => f.Fact is CommandHeld)) return "held: " + verdict.Refusal!.Code;
        if (verdict.Refusal is { } no) return "refused: " + no.Code
            + (facts.Length > 0 ? " → " + string.Join(" + ", facts) : "");
        if (facts.Length > 0) return string.Join(" + ", facts);
        return verdict.Reply.Form is { } form ? "form " + form.Verb : verdict.Effects.Count > 0 ? "effects only"
            : verdict.Reply.Message?.Body.StartsWith("That is so already", StringComparison.Ordinal) == true
                ? "so already" : "answer";
    }
}
