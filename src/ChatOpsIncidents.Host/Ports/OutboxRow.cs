using System.Text.Json;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Host.Ports;

/// <summary>An effect as it waits in the table: what it must keep order with, how urgent it is, and what it makes
/// needless.</summary>
/// <param name="OrderKey">Effects of one key are carried out one after the other, in the order in which they were
/// stored.</param>
/// <param name="Lane">How urgent it is; 0 the most.</param>
/// <param name="Replaces">Of the rows of one order key with the same value only the newest is carried out; null: every
/// one.</param>
/// <param name="Key">The name under which others find it once it stands: a posted message's key, <c>room</c>; null:
/// nobody asks.</param>
/// <param name="Json">The effect.</param>
public sealed record OutboxRow(string OrderKey, short Lane, string? Replaces, string? Key, string Json)
{
    /// <summary>The row of an effect.</summary>
    public static OutboxRow Of(Effect effect, string incidentId) =>
        new(
            effect.OrderKey(incidentId),
            (short)effect.Urgency(),
            effect.Replaces(),
            effect.StandsAs(),
            JsonSerializer.Serialize(effect, FactJson.Options)
        );

    /// <summary>The effect of a stored row.</summary>
    /// <exception cref="JsonException">It is none that this version knows.</exception>
    public static Effect Read(string effect) =>
        JsonSerializer.Deserialize<Effect>(effect, FactJson.Options)
        ?? throw new JsonException("A stored effect is null.");
}
