using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Effects;

[JsonDerivedType(typeof(Tell), "tell")]
[JsonDerivedType(typeof(Direct), "direct")]
[JsonDerivedType(typeof(Page), "page")]
[JsonDerivedType(typeof(EndPage), "end-page")]
[JsonDerivedType(typeof(PublishHome), "publish-home")]
public abstract partial record Effect
{
    /// <summary>Tells one person something in the room that only that person sees; as a direct message where that is
    /// not possible.</summary>
    /// <param name="Person">The person's id.</param>
    /// <param name="Message">What.</param>
    /// <param name="Key">As for <see cref="Post"/>.</param>
    public sealed record Tell([property: Code] string Person, ChatMessage Message, [property: Code] string Key) : Effect
    {
        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => $"tell:{incidentId}:{Person}";

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.RoomIfAny();

        /// <inheritdoc/>
        public override Lane Urgency() => Lane.Answers;

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) =>
            players.Plays(Person)
                ? this with
                {
                    Message = DrillPlayers.Marked(Message),
                }
                : DrillPlayers.Quote($"{players.NameOf(Person)} would be told:", Message, Key);

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [this];

        /// <inheritdoc/>
        public override Effect Reworded(Func<ChatMessage, ChatMessage> change) =>
            this with
            {
                Message = change(Message),
            };
    }

    /// <summary>Sends one person a direct message.</summary>
    /// <param name="Person">The person's id.</param>
    /// <param name="Message">What.</param>
    /// <param name="Key">As for <see cref="Post"/>.</param>
    public sealed record Direct([property: Code] string Person, ChatMessage Message, [property: Code] string Key)
        : Effect
    {
        /// <summary>It is a question, which is edited when it is answered.</summary>
        public bool IsEdited { get; init; }

        /// <inheritdoc/>
        public override string? StandsAs() => IsEdited ? Key : null;

        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => $"person:{Person}";

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Nearby();

        /// <inheritdoc/>
        public override Lane Urgency() => Lane.Answers;

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) =>
            players.Plays(Person)
                ? this with
                {
                    Message = DrillPlayers.Marked(Message),
                }
                : DrillPlayers.Quote($"{players.NameOf(Person)} would be told:", Message, Key);

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [this];

        /// <inheritdoc/>
        public override Effect Reworded(Func<ChatMessage, ChatMessage> change) =>
            this with
            {
                Message = change(Message),
            };
    }

    /// <summary>Calls somebody, by one way.</summary>
    /// <param name="Target">A person's id; a group's id or handle; the name by which a paging system knows it.</param>
    /// <param name="Why">One plain sentence.</param>
    /// <param name="Key">As for <see cref="Post"/>; with the incident in front, the pager's deduplication key.</param>
    public sealed record Page(string Target, string Why, [property: Code] string Key) : Effect
    {
        /// <summary>Nobody leads: whoever answers takes it.</summary>
        public bool Leads { get; init; }

        /// <summary>The page's number in the incident; 0: none that is kept.</summary>
        public int Number { get; init; }

        /// <summary>By what way.</summary>
        [Code]
        public string Way { get; init; } = PageWays.Chat;

        /// <summary>As people call the target; empty: as the target.</summary>
        public string Name { get; init; } = "";

        /// <summary>How bad the incident is.</summary>
        public Severity Severity { get; init; } = Severity.Critical;

        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => $"page:{incidentId}:{Way}:{Target}";

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Nowhere();

        /// <inheritdoc/>
        public override Lane Urgency() => Lane.Pages;

        /// <inheritdoc/>
        public override string? StandsAs() => Way == PageWays.Chat ? Key : null;

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) =>
            DrillPlayers.Quote(
                $"{(Name.Length > 0 ? Markup.Clean(Name) : players.NameOf(Target))} would be paged now:",
                ChatMessage.Text(Markup.Clean(Why)),
                Key
            );

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [this];
    }

    /// <summary>Tells a paging system that it need not call any longer.</summary>
    /// <param name="Way">The system.</param>
    /// <param name="Target">The name under which it knows whom it calls.</param>
    /// <param name="Key">The key of the page.</param>
    /// <param name="IsOver">Whether the incident is over; else somebody has answered.</param>
    public sealed record EndPage([property: Code] string Way, string Target, [property: Code] string Key, bool IsOver)
        : Effect
    {
        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => $"page:{incidentId}:{Way}:{Target}";

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Nowhere();

        /// <inheritdoc/>
        public override Lane Urgency() => Lane.Pages;

        /// <inheritdoc/>
        public override Effect? InDrill(DrillPlayers players) => null;

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [this];
    }

    /// <summary>Renders and publishes a person's home tab as it is when the effect is carried out.</summary>
    /// <param name="Person">The person's id.</param>
    public sealed record PublishHome([property: Code] string Person) : Effect
    {
        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => $"home:{Person}";

        /// <inheritdoc/>
        public override EffectPlace Place() => new EffectPlace.Nowhere();

        /// <inheritdoc/>
        public override string Replaces() => $"home:{Person}";

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) => this;

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [this];
    }
}
