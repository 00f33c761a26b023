using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Effects;

[JsonDerivedType(typeof(OpenItem), "open-item")]
public abstract partial record Effect
{
    /// <summary>Opens an item in the tracker, the system of record: for an action, or for a minor incident.</summary>
    /// <param name="Number">The action's; 0: the incident itself.</param>
    /// <param name="Text">What will be there then, or what is wrong.</param>
    /// <param name="Owner">Who sees to it, by name.</param>
    /// <param name="DueAt">By when; null: no day is agreed.</param>
    public sealed record OpenItem(int Number, string Text, string Owner, DateTimeOffset? DueAt) : Effect
    {
        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => $"tracker:{incidentId}";

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Nowhere();

        /// <inheritdoc/>
        public override Effect? InDrill(DrillPlayers players) => null;

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [this];
    }
}
