using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Effects;

[JsonDerivedType(typeof(Upload), "upload")]
[JsonDerivedType(typeof(KeepFile), "keep-file")]
public abstract partial record Effect
{
    /// <summary>Renders the timeline as it is when the effect is carried out, and uploads it as a file.</summary>
    /// <param name="To">Where.</param>
    /// <param name="Format"><c>md</c>, <c>html</c>, <c>json</c>, <c>csv</c> or <c>pdf</c>.</param>
    /// <param name="Key">As for <see cref="Post"/>.</param>
    public sealed record Upload(Destination To, [property: Code] string Format, [property: Code] string Key) : Effect
    {
        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => OrderKeys.Files(incidentId);

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.At(To);

        /// <inheritdoc/>
        public override string StandsAs() => Key;

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) =>
            To.IsRoom || To.IsThread ? this : this with { To = Destination.Room };

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [this];
    }

    /// <summary>Keeps a copy of a file that was shared in the incident's room, with its digest.</summary>
    /// <param name="Entry">The entry of the evidence it belongs to.</param>
    /// <param name="FileId">The platform's id of the file.</param>
    public sealed record KeepFile(long Entry, [property: Code] string FileId) : Effect
    {
        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => $"file:{incidentId}:{FileId}";

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Room();

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) => this;

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [this];
    }
}
