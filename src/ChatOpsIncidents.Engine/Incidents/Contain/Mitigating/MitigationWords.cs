using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary>Reads the lines of <c>mitigate</c> and <c>rollback</c>.</summary>
public static class MitigationWords
{
    private static readonly string[] Everything =
    [
        "all",
        "everything",
        "every",
        "everywhere",
        "everyone",
        "whole",
        "entire",
    ];

    /// <summary>Reads <c>mitigate …</c>.</summary>
    public static Parsed Read(CommandLine line, DecisionContext context)
    {
        if (IsNone(line.RestWords, line))
            return NoContainment(line);
        var (kind, what) = line["kind"] is { } keyed
            ? (MitigationKinds.Find(keyed), line["what"] ?? line.Rest)
            : MitigationKinds.Cut(line.RestWords);
        if (line["kind"] is null && line["what"] is { } named)
            what = named;
        if (line[StartMitigation.CatalogueKey] is { } known)
        {
            // What was typed besides a known way is part of it: "only the EU".
            var (of, way) = MitigationKinds.Cut(known.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            (kind, what) = (of, what.Length == 0 ? way : $"{way}, {what}");
        }

        if (kind is null || what.Length == 0)
            return Parsed.Ask((incident, asked) => MitigationForms.Start(kind?.Name, what, incident, asked));
        return kind.Name == MitigationKinds.Rollback
            ? Rollback(line, what, context)
            : Start(line, kind.Name, what, null, context);
    }

    /// <summary>Reads <c>rollback …</c>.</summary>
    public static Parsed ReadRollback(CommandLine line, DecisionContext context)
    {
        if (line.Rest.Length == 0 && line.Keys.IsEmpty)
            return new ShowRollbackOptions();
        var words = line.RestWords;
        if (words is [var none, .. var because] && Is(none, "none"))
            return (line["because"] ?? string.Join(' ', Because(because))) is { Length: > 0 } why
                ? new RuleOutRollback(why)
                : Parsed.Ask((_, _) => MitigationForms.None("rollback", "No rollback possible"));
        if (words is [var no, .. var rest] && Is(no, "no"))
        {
            var what = line["what"] ?? rest.FirstOrDefault();
            var reason = string.Join(' ', Because(line["what"] is null ? rest.Skip(1) : rest));
            return what is null || reason.Length == 0
                ? Parsed.Ask((incident, _) => MitigationForms.NotViable(incident, what))
                : new RejectRollback(what, reason);
        }

        return Rollback(line, line["what"] ?? line.Rest, context);
    }

    private static Parsed Rollback(CommandLine line, string typed, DecisionContext context)
    {
        var reported = Reported.Read(line, typed, context);
        var words = reported.Bare.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var to = Array.FindLastIndex(words, word => Is(word, "to"));
        var (what, build) =
            to > 0 && to < words.Length - 1
                ? (string.Join(' ', words.Take(to)), string.Join(' ', words.Skip(to + 1)))
                : (reported.Bare, null);
        build = line["to"] ?? build;
        return what.Length == 0
            ? Parsed.Ask((incident, _) => MitigationForms.Rollback(incident, null, build))
            : Finish(line, new StartMitigation(MitigationKinds.Rollback, what, build, reported.At), reported);
    }

    private static Parsed Start(CommandLine line, string kind, string what, string? to, DecisionContext context)
    {
        var reported = Reported.Read(line, what, context);
        return Finish(line, new StartMitigation(kind, reported.Text, to, reported.At), reported);
    }

    private static Parsed Finish(CommandLine line, StartMitigation bare, Reported reported)
    {
        if (reported.Refusal is { } noTime)
            return noTime;
        var change = bare with
        {
            AllIsMeant = line["smaller"] is { } smaller && Is(smaller, "no"),
            Both = line["both"],
            Target = line["target"],
            Confirm = line["confirm"],
        };
        if (line.Keys.ContainsKey("both") && change.Both is null)
            return Parsed.Ask((incident, _) => MitigationForms.Both(change, incident));
        if (line.Keys.ContainsKey("confirm") && change.Confirm is null)
            return AskTarget(change);
        var isAll = NamesAll(change.What) || (line["scope"] is { } scope && NamesAll(scope));
        return change.At is null && !change.AllIsMeant && isAll ? SmallerFirst(line, change) : change;
    }

    private static Parsed AskTarget(StartMitigation change) =>
        Parsed.Ask(
            (incident, context) =>
                MitigationForms.Confirm(change, ChangeTarget.Named(change.What, incident, context.Catalog))
        );

    private static bool NamesAll(string what) =>
        what.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Any(word => Everything.Contains(word.Trim(',', '.', '"', '!'), StringComparer.OrdinalIgnoreCase));

    private static Refusal SmallerFirst(CommandLine line, StartMitigation change) =>
        new(
            "scope-all",
            $"“{change.What}” means everything at once. Smaller first? One server or one share shows "
                + $"whether it helps.",
            new NextStep("Smaller first", $"mitigate {change.Kind} <one server or one share>"),
            new NextStep("All at once", (line with { Keys = line.Keys.SetItem("smaller", "no") }).ToWords())
        );

    private static Parsed NoContainment(CommandLine line) =>
        (line["because"] ?? string.Join(' ', Because(line.RestWords.Skip(1)))) is { Length: > 0 } why
            ? new RuleOutContainment(why)
            : Parsed.Ask((_, _) => MitigationForms.None("mitigate", "Nothing to contain"));

    private static bool IsNone(string[] words, CommandLine line) =>
        line["kind"] is null && words is [var first, ..] && Is(first, "none");

    /// <summary>The words without a leading "because" or "possible".</summary>
    internal static IEnumerable<string> Because(IEnumerable<string> words) =>
        words.SkipWhile(word =>
            Is(word.TrimEnd(',', ':'), "possible") || Is(word.TrimEnd(',', ':'), "because") || word is "," or "-"
        );

    private static bool Is(string word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);
}
