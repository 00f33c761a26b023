using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Deciding;

/// <summary>What a held command waits for, as the one who gave it reads it: all that is missing, each with its
/// tap.</summary>
public static class HeldCard
{
    private const int StepsMax = 6;
    private const string DropLead = "drop #";

    /// <summary>The answer when a command is held.</summary>
    public static Refusal Of(HeldCommand held, IReadOnlyList<Stop> stops)
    {
        var first = stops[0].Missing;
        return first with
        {
            Because = string.Join('\n', [.. Ticks(held, stops), Promise(held)]),
            Next = [.. Steps(stops), new NextStep("Drop it", DropOf(held))],
        };
    }

    /// <summary>What was given, what is still missing, and the first of that in full.</summary>
    public static IEnumerable<string> Ticks(HeldCommand held, IReadOnlyList<Stop> stops)
    {
        string[] missing = [.. stops.Select(stop => stop.Gate.Lacks)];
        string[] all = [.. held.Lacked.Except(missing), .. missing];
        return all.Length == 1
            ? [stops[0].Missing.Because]
            :
            [
                .. all.Select(lack => missing.Contains(lack) ? $"○ {lack}" : $"✓ {lack}"),
                .. stops.Take(1).Select(stop => stop.Missing.Because),
            ];
    }

    /// <summary>The taps: of what is asked for first all, of each other the first.</summary>
    public static IEnumerable<NextStep> Steps(IReadOnlyList<Stop> stops) =>
        stops
            .SelectMany((stop, i) => stop.Missing.Next.Where(step => step.IsComplete || i == 0).Take(i == 0 ? 3 : 1))
            .DistinctBy(step => step.Command)
            .Take(StepsMax);

    /// <summary>Whether a tap drops a command that waits: its answer is about one.</summary>
    public static bool IsDrop(string tap) => tap.StartsWith(DropLead, StringComparison.Ordinal);

    /// <summary>The taps of a command that is free.</summary>
    public static ChatAction[] Free(HeldCommand held, bool isMain) =>
        [new ChatAction("Start it now", held.Words, Style(isMain)), Drop(held)];

    /// <summary>The taps of a command that still waits.</summary>
    public static ChatAction[] Waiting(HeldCommand held, IReadOnlyList<Stop> stops) =>
        [
            .. Steps(stops)
                .Where(step => step.IsComplete)
                .Select((step, i) => new ChatAction(step.Label, step.Command, Style(isMain: i == 0))),
            Drop(held),
        ];

    /// <summary>What is missing, in a few words.</summary>
    public static string Lacks(IReadOnlyList<Stop> stops) => string.Join(", ", stops.Select(stop => stop.Gate.Lacks));

    private static ActionStyle Style(bool isMain) => isMain ? ActionStyle.Primary : ActionStyle.Default;

    private static ChatAction Drop(HeldCommand held) => new("Drop it", DropOf(held));

    private static string DropOf(HeldCommand held) => $"{DropLead}{held.Number}";

    private static string Promise(HeldCommand held) =>
        $"{Markup.Code(held.Words)} waits. It starts at once when you give the last of this; what others "
        + "give is offered back to you.";
}
