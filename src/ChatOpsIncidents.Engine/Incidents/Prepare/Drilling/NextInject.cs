using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Drilling;

/// <summary><c>/incident drill next</c>: around a table nothing comes by a clock; whoever leads the talk says when the
/// story goes on.</summary>
public sealed record NextInject : IncidentCommand
{
    /// <summary>The tap that all messages of a tabletop drill have.</summary>
    internal static readonly ChatAction Tap = new("What comes next", "drill next", ActionStyle.Primary);

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Drill is not { } drill)
            return DrillRefusals.NoDrill(incident);
        if (!incident.IsRunning)
            return Decision.NothingToDo;
        if (!drill.IsTabletop)
            return new Refusal(
                "not-tabletop",
                "In this drill things come by the clock. A tabletop drill has none.",
                new NextStep("Show status", "status"),
                new NextStep("Start one around a table", $"drill start {drill.Scenario.Name} tabletop")
            );
        return Next(drill) is { Length: > 0 } next
            ? new Decision { Facts = [.. next.SelectMany(number => DrillPlay.Inject(incident, number, context).Facts)] }
            : Decision.Answer(
                Reply.Text(
                    "All that comes by itself has come. What you do may bring more; resolve it when you are done."
                )
            );
    }

    // What comes at the same moment comes together.
    private static int[] Next(DrillState drill)
    {
        var waiting = drill
            .Scenario.Injects.Select((inject, i) => (inject.At, Number: i + 1))
            .Where(one => one.At is not null && !drill.Done.Contains(one.Number))
            .ToArray();
        return [.. waiting.Where(one => one.At == waiting.Min(other => other.At)).Select(one => one.Number)];
    }
}
