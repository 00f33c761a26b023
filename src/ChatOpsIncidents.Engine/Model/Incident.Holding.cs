using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>Commands that wait for what a gate asks for, oldest first.</summary>
    public ImmutableList<HeldCommand> Held { get; init; } = [];

    /// <summary>How many commands were ever held: the next one's number.</summary>
    public int HeldCount { get; init; }

    /// <summary>The state without a command that waits no more.</summary>
    internal Incident NotHeld(int number) =>
        (this with { Held = Held.RemoveAll(held => held.Number == number) }).NotDue(
            DeadlineNames.Of(DeadlineNames.Held, number)
        );

    /// <summary>Gates that the lead opened, and until when.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Overrides { get; init; } =
        ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>How often a gate was overridden: a finding each.</summary>
    public int OverrideCount { get; init; }

    /// <summary>Whether a gate stands open now.</summary>
    public bool IsOpen(string gate, DateTimeOffset now) => Overrides.TryGetValue(gate, out var until) && now < until;
}
