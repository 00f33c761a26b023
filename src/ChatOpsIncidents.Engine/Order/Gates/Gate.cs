using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Order.Gates;

/// <summary>A rule of the settled order: it stands before an intention until something is there.</summary>
/// <param name="Code">Its stable name: what people type in <c>override &lt;gate&gt; &lt;why&gt;</c>.</param>
/// <param name="Firmness">How firm it stands.</param>
/// <param name="Missing">What is missing, with next steps; null: the intention passes, or is none of its
/// business.</param>
public sealed record Gate(string Code, Firmness Firmness, Func<Incident, Intention, DecisionContext, Refusal?> Missing)
{
    /// <summary>What it waits for, in a few words.</summary>
    public string Lacks { get; init; } = Code;

    /// <summary>A change waits for it although it is hard: only the one who asked can give the last of it.</summary>
    public bool Waits { get; init; }

    /// <summary>The step that gives what is missing; null: a command waits for nothing that others can do.</summary>
    public OrderStep? Step { get; init; }

    /// <summary>Whether the rule was kept in this incident; null: there was no occasion, or nobody can tell.</summary>
    public Func<Incident, bool?> Kept { get; init; } = _ => null;
}

/// <summary>How firm a gate stands unless the workspace says otherwise.</summary>
/// <param name="Hardness">While it stands.</param>
/// <param name="From">The least urgent severity at which it does.</param>
public sealed record Firmness(Hardness Hardness, Severity From)
{
    /// <summary>At a severity.</summary>
    public Hardness At(Severity severity) => severity <= From ? Hardness : Hardness.Off;
}
