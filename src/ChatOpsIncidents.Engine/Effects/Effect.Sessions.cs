using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Effects;

[JsonDerivedType(typeof(Invitation), "invitation")]
public abstract partial record Effect
{
    /// <summary>Puts the session about the review into somebody's calendar, by mail, or takes it out again.</summary>
    /// <param name="Person">Whose, by id.</param>
    /// <param name="Name">What they are called.</param>
    /// <param name="At">When it begins.</param>
    /// <param name="Number">0 for the first of an incident; one more with each change, as calendars count.</param>
    /// <param name="Key">As for <see cref="Post"/>.</param>
    public sealed record Invitation(
        [property: Code] string Person,
        string Name,
        DateTimeOffset At,
        int Number,
        [property: Code] string Key
    ) : Effect
    {
        /// <summary>What the incident is called; empty: it is private.</summary>
        public string Title { get; init; } = "";

        /// <summary>Where it takes place; null: not said.</summary>
        public string? Where { get; init; }

        /// <summary>Why it is off; null: it takes place.</summary>
        public string? OffBecause { get; init; }

        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => $"calendar:{incidentId}:{Person}";

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Nowhere();

        /// <inheritdoc/>
        public override string Replaces() => "calendar";

        /// <inheritdoc/>
        public override Effect? InDrill(DrillPlayers players) => null;

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [this];
    }
}
