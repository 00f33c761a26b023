using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Catalogue;

/// <summary>A kind of change.</summary>
/// <param name="Name">Its word, which stands in stored facts.</param>
/// <param name="Label">What people read.</param>
/// <param name="Reversible">It can be taken back at once: it needs no theory, and passes with an unknown
/// impact.</param>
/// <param name="DestroysState">Memory, logs or data are lost by it.</param>
/// <param name="RestsOnCause">It helps only if a theory is right.</param>
public sealed record MitigationKind(string Name, string Label, bool Reversible, bool DestroysState, bool RestsOnCause)
{
    /// <summary>Other words for it.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>How soon it usually works, 1 (hours) to 5 (at once).</summary>
    public required int Speed { get; init; }

    /// <summary>How hard it is to make things worse with it, 1 to 5 (harmless).</summary>
    public required int Safety { get; init; }

    /// <summary>What somebody is doing who makes it, after "we are"; <c>{0}</c> stands for the target and the
    /// change.</summary>
    public required string Inward { get; init; }

    /// <summary>The same for those outside, who know no target of ours.</summary>
    public required string Outward { get; init; }

    /// <summary>Fast and safe, 1 to 25.</summary>
    public int Score => Speed * Safety;

    /// <summary>Speed and safety in words: <c>fast, very safe</c>.</summary>
    public string Says => $"{Speeds[Speed - 1]}, {Safeties[Safety - 1]}";

    private static string[] Speeds => ["takes hours", "slow", "takes a while", "fast", "works at once"];

    private static string[] Safeties => ["risky", "needs care", "fairly safe", "safe", "very safe"];

    /// <summary>What to save before it destroys it; empty: it destroys nothing.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}

/// <summary>The kinds of change, the one usually best first.</summary>
public static class MitigationKinds
{
    /// <summary>The way back.</summary>
    public const string Rollback = "rollback";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<MitigationKind> Rows { get; } =
    [
        new(Rollback, "Roll back", true, false, false)
        {
            Synonyms = ["revert", "roll-back", "undo"],
            Inward = "rolling back {0}",
            Outward = "going back to the version from before",
            Speed = 4,
            Safety = 5,
        },
        new("flag-off", "Flag off", true, false, false)
        {
            Synonyms = ["flag", "flagoff", "feature-flag", "toggle", "disable", "kill-switch"],
            Inward = "switching off {0}",
            Outward = "switching a feature off",
            Speed = 5,
            Safety = 5,
        },
        new("failover", "Fail over", true, false, false)
        {
            Synonyms = ["fail-over", "switch", "switchover"],
            Inward = "switching over {0}",
            Outward = "switching over to a standby",
            Speed = 4,
            Safety = 3,
        },
        new("scale", "Scale", true, false, false)
        {
            Synonyms = ["scale-up", "scale-out", "scaleup", "scaleout", "grow"],
            Inward = "scaling {0}",
            Outward = "adding capacity",
            Speed = 3,
            Safety = 5,
        },
        new("shed", "Shed load", true, false, false)
        {
            Synonyms = ["shed-load", "throttle", "rate-limit", "ratelimit"],
            Inward = "shedding load: {0}",
            Outward = "taking load off our systems",
            Speed = 4,
            Safety = 4,
        },
        new("stop", "Stop a part", true, false, false)
        {
            Synonyms = ["halt", "suspend", "drain"],
            Inward = "stopping {0}",
            Outward = "stopping a part of our systems",
            Speed = 5,
            Safety = 3,
        },
        new("isolate", "Isolate", true, false, false)
        {
            Synonyms = ["quarantine", "fence", "detach"],
            Inward = "isolating {0}",
            Outward = "isolating a part of our systems",
            Speed = 4,
            Safety = 4,
        },
        new("read-only", "Read-only", true, false, false)
        {
            Synonyms = ["readonly"],
            Inward = "making {0} read-only",
            Outward = "allowing only reading for now",
            Speed = 4,
            Safety = 4,
        },
        new("block", "Block traffic", true, false, false)
        {
            Synonyms = ["deny", "ban", "firewall"],
            Inward = "blocking {0}",
            Outward = "blocking some of the traffic",
            Speed = 4,
            Safety = 4,
        },
        new("restart", "Restart", false, true, false)
        {
            Synonyms = ["reboot", "bounce", "recycle", "reload"],
            Inward = "restarting {0}",
            Outward = "restarting a part of our systems",
            Speed = 4,
            Safety = 2,
            Evidence =
            [
                "the logs of the last hour",
                "a thread or memory dump",
                "open connections and running queries",
                "a snapshot of the graphs",
            ],
        },
        new("restore", "Restore data", false, true, false)
        {
            Synonyms = ["backup", "restore-backup"],
            Inward = "restoring {0}",
            Outward = "restoring data from a copy",
            Speed = 1,
            Safety = 2,
            Evidence =
            [
                "a copy of the data as it is now",
                "how many rows are wrong, with examples",
                "the time of the last good backup",
            ],
        },
        new("config", "Change configuration", true, false, true)
        {
            Synonyms = ["configuration", "setting", "settings"],
            Inward = "changing a setting: {0}",
            Outward = "changing a setting",
            Speed = 3,
            Safety = 3,
        },
        new("data", "Repair data", false, true, true)
        {
            Synonyms = ["data-fix", "datafix", "repair"],
            Inward = "repairing data: {0}",
            Outward = "repairing data",
            Speed = 2,
            Safety = 1,
            Evidence =
            [
                "a copy of the rows as they are now",
                "the statement that will run",
                "how many rows it will change",
            ],
        },
        new("fix-forward", "Fix forward", false, false, true)
        {
            Synonyms = ["fix", "fixforward", "forward", "hotfix", "patch"],
            Inward = "putting a fix in place: {0}",
            Outward = "putting a fix in place",
            Speed = 1,
            Safety = 2,
        },
        new("other", "Something else", false, false, false)
        {
            Synonyms = ["else"],
            Inward = "making a change: {0}",
            Outward = "making a change",
            Speed = 2,
            Safety = 2,
        },
    ];

    private static readonly Dictionary<string, MitigationKind> ByWord = Rows.SelectMany(kind =>
            kind.Synonyms.Prepend(kind.Name).Select(word => (word, kind))
        )
        .ToDictionary(pair => pair.word, pair => pair.kind, StringComparer.OrdinalIgnoreCase);

    /// <summary>All kinds, the way back first, then by speed and safety.</summary>
    public static IReadOnlyList<MitigationKind> Ranked { get; } =
    [.. Rows.OrderByDescending(kind => kind.Name == Rollback).ThenByDescending(kind => kind.Score)];

    /// <summary>As options of a form, in that order.</summary>
    public static IReadOnlyList<FieldOption> Options { get; } =
    [.. Ranked.Select(kind => new FieldOption(kind.Name, $"{kind.Label}: {kind.Says}"))];

    /// <summary>The kind of that word; null: none.</summary>
    public static MitigationKind? Find(string word) =>
        ByWord.GetValueOrDefault(word.Trim().Replace(' ', '-').TrimEnd(':', ','));

    /// <summary>The kind named by the first one or two words, and the words after it; the kind is null where none is
    /// named.</summary>
    public static (MitigationKind? Kind, string After) Cut(IReadOnlyList<string> words)
    {
        if (words.Count > 1 && Find($"{words[0]}-{words[1]}") is { } two)
            return (two, string.Join(' ', words.Skip(2)));
        return words.Count > 0 && Find(words[0]) is { } one
            ? (one, string.Join(' ', words.Skip(1)))
            : (null, string.Join(' ', words));
    }
}
