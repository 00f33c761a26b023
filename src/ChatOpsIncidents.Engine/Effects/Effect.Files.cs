using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Effects;

[JsonDerivedType(typeof(Upload), "upload")]
[JsonDerivedType(typeof(KeepFile), "keep-file")]
public abstract partial record Effect
{
    /// <summary>Renders the timeline as it is when the effect is carried out, and uploads it as a file.</summary>
    /// <param name="To">Where.</param>
    /// <param name="Format"><c>md</c>, <c>html</c>, <c>json</c>, <c>csv</c> or <c>pdf</c>; <c>checks</c>: a
    /// picture of the recovery checks; <c>ics</c>: an entry for calendars.</param>
    /// <param name="Key">As for <see cref="Post"/>.</param>
    public sealed record Upload(Destination To, [property: Code] string Format, [property: Code] string Key) : Effect
    {
        /// <summary>Who asked for it, by id: told where it cannot be had. Null: nobody did.</summary>
        [Code]
        public string? For { get; init; }

        /// <summary>Whether it is for whoever asked and nobody else; null: it is for the room.</summary>
        public bool? Alone { get; init; }

        /// <summary>Where the platform takes it, as whoever asked agreed to, sealed by the host; null: they were not
        /// asked.</summary>
        [Code]
        public string? Agreed { get; init; }

        /// <summary>The format of the picture of the recovery checks.</summary>
        public const string ChecksFormat = "checks";

        /// <summary>The format of the entry for calendars.</summary>
        public const string CalendarFormat = "ics";

        /// <summary>The report as Markdown, in the canvas of the room where the platform has one.</summary>
        public const string CanvasFormat = "canvas";

        /// <summary>Further formats that go up beside it, in the same message; null: none.</summary>
        [Code]
        public IReadOnlyList<string>? With { get; init; }

        /// <summary>What the message says above the files; null: nothing.</summary>
        public ChatMessage? Message { get; init; }

        /// <summary>All formats, in order.</summary>
        public IEnumerable<string> Formats() => [Format, .. With ?? []];

        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => OrderKeys.Files(incidentId, Format);

        /// <inheritdoc/>
        public override string? ComesAfter(string incidentId) =>
            To.IsRoom && Alone is not true ? OrderKeys.Words(incidentId) : null;

        /// <inheritdoc/>
        public override int? TriesMax() => OrderKeys.FurnitureTries;

        /// <inheritdoc/>
        public override EffectPlace Place() => Alone is true ? new EffectPlace.RoomIfAny() : new EffectPlace.At(To);

        /// <inheritdoc/>
        public override Effect Reworded(Func<ChatMessage, ChatMessage> change) =>
            this with
            {
                Message = Message is { } message ? change(message) : null,
            };

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
