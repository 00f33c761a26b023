using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Effects;

[JsonDerivedType(typeof(Post), "post")]
[JsonDerivedType(typeof(Edit), "edit")]
[JsonDerivedType(typeof(Pin), "pin")]
public abstract partial record Effect
{
    /// <summary>Posts a message.</summary>
    /// <param name="To">Where.</param>
    /// <param name="Message">What.</param>
    /// <param name="Key">Names the message within the incident, for <see cref="Edit"/>, <see cref="Pin"/> and threads,
    /// and makes a repeated attempt recognisable; unique, at most 100 characters.</param>
    public sealed record Post(Destination To, ChatMessage Message, [property: Code] string Key) : Effect
    {
        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => To.OrderKey(incidentId);

        /// <summary>Under a message that may not be there, and then is not missed.</summary>
        public bool IfThere { get; init; }

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.At(To) { IsOptional = IfThere };

        /// <inheritdoc/>
        public override Lane Urgency() => To.IsThread || To.ChannelId is not null ? Lane.Rest : Lane.Alerts;

        /// <inheritdoc/>
        public override string StandsAs() => Key;

        /// <summary>The card once: where two wait, the newer one is posted.</summary>
        public override string? Replaces() => Key == Keys.Card ? "card" : null;

        /// <inheritdoc/>
        public override bool ShowsChain() => Key == Keys.Card;

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players)
        {
            var isPointer = To == Destination.Origin && Key == Keys.Origin;
            return To.IsRoom || To.IsThread || isPointer
                ? this
                : DrillPlayers.Quote("Stakeholders would read:", Message, Key);
        }

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people)
        {
            if (To == Destination.Room && people.AreWrittenTo)
                return people.Insiders.Select(person => ToInsider(person, people.IncidentId));
            return To == Destination.Room || To == Destination.CardThread ? [] : [this];
        }

        /// <inheritdoc/>
        public override Effect Reworded(Func<ChatMessage, ChatMessage> change) =>
            this with
            {
                Message = change(Message),
            };

        private Direct ToInsider(string person, string incidentId) =>
            new(person, Message with { Title = Message.Title ?? incidentId }, $"{Key}-{person}");
    }

    /// <summary>Replaces a posted message's content in place; only the newest waiting edit of a key is carried
    /// out.</summary>
    /// <param name="Key">The posted message's key.</param>
    /// <param name="Message">The whole new content.</param>
    public sealed record Edit([property: Code] string Key, ChatMessage Message) : Effect
    {
        /// <summary>The message may not be there, and then is not missed.</summary>
        public bool IfThere { get; init; }

        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => OrderKeys.Edit(incidentId, Key);

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Message(Key) { IsOptional = IfThere };

        /// <inheritdoc/>
        public override string Replaces() => $"edit:{Key}";

        /// <inheritdoc/>
        public override bool ShowsChain() => Key == Keys.Card;

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) => this;

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [];

        /// <inheritdoc/>
        public override Effect Reworded(Func<ChatMessage, ChatMessage> change) =>
            this with
            {
                Message = change(Message),
            };
    }

    /// <summary>Pins a posted message in its channel.</summary>
    /// <param name="Key">The posted message's key.</param>
    public sealed record Pin([property: Code] string Key) : Effect
    {
        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => OrderKeys.Pins(incidentId);

        /// <inheritdoc/>
        public override int? TriesMax() => OrderKeys.FurnitureTries;

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Message(Key) { OwnRoomOnly = true };

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) => this;

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [];
    }
}
