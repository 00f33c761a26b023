namespace ChatOpsIncidents.Engine.Effects;

/// <summary>The kind of place an effect needs; where that is, is known when the effect is carried out.</summary>
public abstract record EffectPlace
{
    /// <summary>None.</summary>
    public sealed record Nowhere : EffectPlace;

    /// <summary>A room that does not stand yet.</summary>
    public sealed record NewRoom : EffectPlace;

    /// <summary>A destination.</summary>
    public sealed record At(Destination To) : EffectPlace;

    /// <summary>A posted message.</summary>
    public sealed record Message(string Key) : EffectPlace;

    /// <summary>The incident's room.</summary>
    public sealed record Room : EffectPlace;

    /// <summary>The incident's room if there is one by now; the effect never waits for it.</summary>
    public sealed record RoomIfAny : EffectPlace;

    /// <summary>The incident's room, else where it was declared; the effect never waits for it.</summary>
    public sealed record Nearby : EffectPlace;

    /// <summary>Whether it is needless where the message to which it belongs was never posted.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it is needless where the room is a place in a channel that others use too.</summary>
    public bool OwnRoomOnly { get; init; }
}
