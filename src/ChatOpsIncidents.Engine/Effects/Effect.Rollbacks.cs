using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Effects;

[JsonDerivedType(typeof(HandOver), "hand-over")]
public abstract partial record Effect
{
    /// <summary>Asks the configured webhook to carry out a rollback that a person confirmed.</summary>
    /// <param name="Number">The change's.</param>
    /// <param name="Ask">Which time; the same while it is not known to have been taken, so that it is done
    /// once.</param>
    /// <param name="Service">The service, canonical name.</param>
    /// <param name="From">The build that runs; null: not known.</param>
    /// <param name="To">The build that it goes back to; null: the one before.</param>
    /// <param name="By">Who confirmed it, by name.</param>
    /// <param name="Until">After that it is not asked any more: nobody rolls back for what was decided long
    /// ago.</param>
    public sealed record HandOver(
        int Number,
        int Ask,
        [property: Code] string Service,
        string? From,
        string? To,
        string By,
        DateTimeOffset Until
    ) : Effect
    {
        private const int Tries = 6;

        /// <summary>Names it within the incident; the same for the same rollback.</summary>
        [JsonIgnore]
        public string Key => $"rollback-{Number}-{Ask}";

        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => $"rollback:{incidentId}";

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Nowhere();

        /// <inheritdoc/>
        public override Lane Urgency() => Lane.Pages;

        /// <inheritdoc/>
        public override int? TriesMax() => Tries;

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) =>
            DrillPlayers.Quote(
                "A webhook would be asked now:",
                ChatMessage.Text(Markup.Clean($"Roll back {Service} to {To ?? "the build before"}")),
                Key
            );

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [this];
    }
}
