namespace ChatOpsIncidents.Engine.Catalogue;

/// <summary>A practice incident: what is seen when, and what is hoped for. It stands whole in the fact that starts a
/// drill, so that a changed file never changes a drill that runs.</summary>
/// <param name="Name">Its short name: the file's name without its ending.</param>
/// <param name="Title">What is wrong, as a customer would say it.</param>
public sealed record DrillScenario([property: Code] string Name, string Title)
{
    /// <summary>One sentence for the list that gives nothing away; empty: none.</summary>
    public string Summary { get; init; } = "";

    /// <summary>About how long it takes, in minutes; 0: not said.</summary>
    public int Minutes { get; init; }

    /// <summary>The severity that it is declared with; null: Major, unconfirmed.</summary>
    public Severity? Severity { get; init; }

    /// <summary>The services concerned.</summary>
    [Code]
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>What monitoring shows in it.</summary>
    public IReadOnlyList<DrillSignal> Signals { get; init; } = [];

    /// <summary>What happens, at a time or as an answer to what people do; the first has number 1.</summary>
    public IReadOnlyList<DrillInject> Injects { get; init; } = [];

    /// <summary>What is hoped for.</summary>
    public IReadOnlyList<DrillExpectation> Expect { get; init; } = [];

    /// <summary>What it really was, told at the end; empty: nothing is told.</summary>
    public string Debrief { get; init; } = "";

    /// <summary>How it went when it really happened; null: it is made up.</summary>
    public DrillHistory? History { get; init; }
}

/// <summary>The outage that a scenario retells, for the comparison at its end.</summary>
/// <param name="Stopped">How long it took then until the bleeding had stopped.</param>
/// <param name="Since">From when on that counts, for example <c>the first page</c>.</param>
/// <param name="Slow">What cost the time then.</param>
/// <param name="Source">Who told it, and where.</param>
/// <param name="Link">The address of what they wrote.</param>
public sealed record DrillHistory(
    TimeSpan Stopped,
    string Since,
    string Slow,
    string Source,
    [property: Code] string Link
);

/// <summary>A value in monitoring.</summary>
/// <param name="Name">For example <c>error ratio</c>.</param>
/// <param name="Baseline">As before the incident, for example <c>0.1 %</c>.</param>
public sealed record DrillSignal([property: Code] string Name, string Baseline);

/// <summary>Something that happens in a drill.</summary>
public sealed record DrillInject
{
    /// <summary>How long after the start; null: it answers what people do.</summary>
    public TimeSpan? At { get; init; }

    /// <summary>What it answers; null: it comes at a time.</summary>
    public DrillTrigger? When { get; init; }

    /// <summary>How long after what it answers.</summary>
    public TimeSpan After { get; init; }

    /// <summary>What is heard in the room; null: nothing.</summary>
    public DrillWords? Say { get; init; }

    /// <summary>A change that becomes known, for <c>changes</c> and <c>rollback</c>; null: none.</summary>
    public DrillChange? Change { get; init; }

    /// <summary>What monitoring shows from now on; empty: as before.</summary>
    public IReadOnlyList<DrillReading> Monitor { get; init; } = [];

    /// <summary>It comes also when the bleeding has stopped; else what comes at a time is left out then.</summary>
    public bool Always { get; init; }
}

/// <summary>What people do in a drill that something answers.</summary>
/// <param name="Act">What they do.</param>
/// <param name="Kinds">Of a change: its kinds; empty: any.</param>
/// <param name="Words">One of them stands in what they type; empty: whatever they type.</param>
public sealed record DrillTrigger(
    DrillAct Act,
    [property: Code] IReadOnlyList<string> Kinds,
    [property: Code] IReadOnlyList<string> Words
);

/// <summary>What people do.</summary>
public enum DrillAct
{
    /// <summary>They start a change.</summary>
    Mitigation,

    /// <summary>They take up a theory.</summary>
    Hypothesis,

    /// <summary>They wait for somebody outside.</summary>
    Wait,

    /// <summary>They tell stakeholders.</summary>
    Update,

    /// <summary>They save evidence.</summary>
    Evidence,
}

/// <summary>Something that is heard.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="From">Who says it, for example <c>Grafana</c>; null: nobody in particular.</param>
/// <param name="Text">The words.</param>
public sealed record DrillWords(DrillVoice Kind, string? From, string Text)
{
    /// <summary>Of a question: the answers to choose from, at most four.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>Of a question: the right answer's number, 1 for the first; 0: none is better than another.</summary>
    public int Right { get; init; }
}

/// <summary>What is heard.</summary>
public enum DrillVoice
{
    /// <summary>An alert.</summary>
    Alert,

    /// <summary>A message of a colleague or a customer.</summary>
    Message,

    /// <summary>A question to answer.</summary>
    Question,
}

/// <summary>A change in the world, as a hook would report it.</summary>
/// <param name="Kind"><c>deploy</c>, <c>flag</c>, <c>config</c>, <c>infra</c>, <c>dependency</c> or
/// <c>traffic</c>.</param>
/// <param name="What">In words.</param>
/// <param name="Ago">How long before the drill's start it happened.</param>
public sealed record DrillChange([property: Code] string Kind, string What, TimeSpan Ago)
{
    /// <summary>The service; null: none.</summary>
    [Code]
    public string? Service { get; init; }

    /// <summary>The version that came; null: none.</summary>
    [Code]
    public string? Version { get; init; }

    /// <summary>The version before; null: none.</summary>
    [Code]
    public string? Previous { get; init; }

    /// <summary>Who made it; null: not known.</summary>
    public string? By { get; init; }
}

/// <summary>What a signal shows from now on.</summary>
/// <param name="Signal">Its name.</param>
/// <param name="Value">What is read there; the same as the signal's baseline: it has recovered.</param>
public sealed record DrillReading([property: Code] string Signal, [property: Code] string Value);

/// <summary>Something that is hoped for.</summary>
/// <param name="Aim">What.</param>
public sealed record DrillExpectation(DrillAim Aim)
{
    /// <summary>How soon after the start; null: whenever.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>The kinds of change that count; empty: any.</summary>
    [Code]
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Words one of which names it; empty: any.</summary>
    [Code]
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>How it is called in the score; null: by the aim.</summary>
    public string? Say { get; init; }
}

/// <summary>What can be hoped for.</summary>
public enum DrillAim
{
    /// <summary>The impact was known.</summary>
    Impact,

    /// <summary>The ways back were reviewed before any other change.</summary>
    RollbackReview,

    /// <summary>The right change was tried.</summary>
    RightChange,

    /// <summary>A wrong track was not followed, or was tested and refuted.</summary>
    RedHerring,

    /// <summary>Stakeholders heard for the first time.</summary>
    FirstUpdate,

    /// <summary>The bleeding stopped.</summary>
    Mitigated,

    /// <summary>Monitoring was back at its baseline when it was resolved.</summary>
    Proven,

    /// <summary>The questions were answered right.</summary>
    Answers,

    /// <summary>It was recorded for whom outside one waits.</summary>
    WaitedFor,

    /// <summary>Evidence was saved before anything was destroyed.</summary>
    EvidenceFirst,

    /// <summary>No gate was overridden.</summary>
    NoOverride,
}
