using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Effects;

[JsonDerivedType(typeof(OpenRoom), "open-room")]
[JsonDerivedType(typeof(Invite), "invite")]
[JsonDerivedType(typeof(SetTopic), "set-topic")]
[JsonDerivedType(typeof(Bookmark), "bookmark")]
public abstract partial record Effect
{
    /// <summary>Opens the incident's room. The name is a wish: the platform's rules and taken names are the adapter's
    /// care. Whom and what belongs into it follows once the product knows the room.</summary>
    /// <param name="Name">Lower-case words joined by <c>-</c>, at most 70 characters.</param>
    /// <param name="Private">Whether only invited people may see it.</param>
    public sealed record OpenRoom(string Name, bool Private) : Effect
    {
        /// <summary>Whom a private one is for, by id, where the platform opens none without people; null: it is not
        /// private.</summary>
        [Code]
        public IReadOnlyList<string>? People { get; init; }

        /// <summary>A key of its own: when it takes too long, the thread becomes the room and what waits for the room
        /// must not wait behind it.</summary>
        public override string OrderKey(string incidentId) => $"open:{incidentId}";

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.NewRoom();

        /// <inheritdoc/>
        public override Lane Urgency() => Lane.Alerts;

        /// <inheritdoc/>
        public override string StandsAs() => Keys.Room;

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) => this;

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [this];
    }

    /// <summary>Invites people into the room; those who are in it already are no error.</summary>
    /// <param name="People">Their ids.</param>
    public sealed record Invite([property: Code] IReadOnlyList<string> People) : Effect
    {
        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => OrderKeys.Door(incidentId);

        /// <inheritdoc/>
        public override int? TriesMax() => 2 * OrderKeys.FurnitureTries;

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Room { OwnRoomOnly = true };

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) => this;

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [];
    }

    /// <summary>Sets the room's topic; only the newest waiting one is carried out.</summary>
    /// <param name="Topic">Plain text, at most 250 characters.</param>
    public sealed record SetTopic(string Topic) : Effect
    {
        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => OrderKeys.Topic(incidentId);

        /// <inheritdoc/>
        public override int? TriesMax() => OrderKeys.FurnitureTries;

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Room { OwnRoomOnly = true };

        /// <inheritdoc/>
        public override string Replaces() => "topic";

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) => this;

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [];
    }

    /// <summary>Adds a link to the room's bookmark bar.</summary>
    /// <param name="Title">Plain text, at most 256 characters.</param>
    /// <param name="Url">An http(s) address.</param>
    public sealed record Bookmark(string Title, string Url) : Effect
    {
        /// <inheritdoc/>
        public override string Replaces() => $"bookmark:{Url}";

        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => OrderKeys.Bookmarks(incidentId);

        /// <inheritdoc/>
        public override int? TriesMax() => OrderKeys.FurnitureTries;

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Room { OwnRoomOnly = true };

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) => this;

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [];
    }
}
