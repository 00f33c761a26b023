namespace ChatOpsIncidents.Engine.Words;

/// <summary>One of the four groups into which incident work falls, again and again.</summary>
/// <param name="Key">One word for labels: <c>prepare</c>, <c>detect</c>, <c>contain</c>, <c>review</c>.</param>
/// <param name="Name">As people read it.</param>
public sealed record PracticeGroup(string Key, string Name)
{
    /// <summary>Whether these words call it: its key, its name, or one of the name's words.</summary>
    public bool IsCalled(string words) =>
        words == Key || Name.ToLowerInvariant() is var name && (name == words || name.Split(" and ").Contains(words));
}

/// <summary>Prepare, detect and analyse, contain and recover, review: the one place that says which command belongs
/// where. Help, the documentation and the metrics follow it.</summary>
public static class PracticeGroups
{
    private static readonly PracticeGroup Prepare = new("prepare", "Prepare");
    private static readonly PracticeGroup Detect = new("detect", "Detect and analyse");
    private static readonly PracticeGroup Contain = new("contain", "Contain and recover");
    private static readonly PracticeGroup Learn = new("review", "Review");

    private static readonly Dictionary<string, PracticeGroup> ByTopic = new(StringComparer.Ordinal)
    {
        ["Look"] = Prepare,
        ["Facts"] = Detect,
        ["Diagnose"] = Detect,
        ["Run"] = Contain,
        ["Contain"] = Contain,
        ["People"] = Contain,
        ["Inform"] = Contain,
        ["Timeline"] = Learn,
        ["Review"] = Learn,
    };

    // Where a command does not belong with the rest of its topic.
    private static readonly Dictionary<string, PracticeGroup> ByVerb = new(StringComparer.Ordinal)
    {
        ["plan"] = Prepare,
        ["roles"] = Prepare,
        ["away"] = Prepare,
        ["drill"] = Prepare,
        ["lint"] = Prepare,
        ["declare"] = Detect,
        ["impact"] = Detect,
        ["severity"] = Detect,
        ["ask"] = Detect,
        ["answer"] = Detect,
        ["status"] = Detect,
        ["next"] = Detect,
        ["list"] = Detect,
        ["note"] = Detect,
        ["gap"] = Learn,
    };

    /// <summary>The group of a key.</summary>
    public static PracticeGroup Find(string key) => Groups.Single(group => group.Key == key);

    /// <summary>The four, in their order.</summary>
    public static IReadOnlyList<PracticeGroup> Groups { get; } = [Prepare, Detect, Contain, Learn];

    /// <summary>A command's group; a topic that is not named above is part of the work itself.</summary>
    public static PracticeGroup Of(CommandWord word) =>
        ByVerb.GetValueOrDefault(word.Verb) ?? ByTopic.GetValueOrDefault(word.Topic) ?? Contain;
}
