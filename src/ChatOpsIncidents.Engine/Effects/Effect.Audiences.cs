using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Effects;

[JsonDerivedType(typeof(Inform), "inform")]
public abstract partial record Effect
{
    /// <summary>Tells one place of an audience. Each place keeps its own order: one that is down waits alone.</summary>
    /// <param name="Audience">Who.</param>
    /// <param name="Way">One of <see cref="UpdateWays"/>.</param>
    /// <param name="Target">As <see cref="AudiencePlace.Target"/>.</param>
    /// <param name="Message">In the audience's own words.</param>
    /// <param name="Key">As for <see cref="Post"/>.</param>
    public sealed record Inform(
        [property: Code] string Audience,
        [property: Code] string Way,
        string Target,
        ChatMessage Message,
        [property: Code] string Key
    ) : Effect
    {
        /// <summary>What the incident is called where it is read, without names of ours.</summary>
        public string Subject { get; init; } = "";

        /// <summary>The number of the fact that it tells of; 0: none that is asked about.</summary>
        public long Fact { get; init; }

        /// <summary>The update's number; 0: it is none.</summary>
        public int Number { get; init; }

        /// <summary>How bad the incident is.</summary>
        public Severity Severity { get; init; } = Severity.Major;

        /// <summary>How far it is, as outsiders know it.</summary>
        public OutwardState State { get; init; }

        /// <summary>The services concerned.</summary>
        public IReadOnlyList<string> Services { get; init; } = [];

        /// <inheritdoc/>
        public override string OrderKey(string incidentId) => $"audience:{incidentId}:{Way}:{Target}";

        /// <inheritdoc/>
        public override EffectPlace Place() =>
            Way == UpdateWays.Channel ? new EffectPlace.At(Destination.Channel(Target)) : new EffectPlace.Nowhere();

        /// <inheritdoc/>
        public override Lane Urgency() => Lane.Alerts;

        /// <inheritdoc/>
        public override string StandsAs() => Key;

        /// <inheritdoc/>
        public override Effect InDrill(DrillPlayers players) =>
            DrillPlayers.Quote($"{Markup.Clean(Audience)} would read, by {UpdateWays.Say(Way)}:", Message, Key);

        /// <inheritdoc/>
        public override IEnumerable<Effect> WithoutRoom(RoomlessPeople people) => [this];

        /// <inheritdoc/>
        public override Effect Reworded(Func<ChatMessage, ChatMessage> change) =>
            this with
            {
                Message = change(Message),
            };
    }
}

/// <summary>How far an incident is, as outsiders know it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutwardState>))]
public enum OutwardState
{
    /// <summary>It is being looked into.</summary>
    Investigating,

    /// <summary>Something is being done about it.</summary>
    Identified,

    /// <summary>It has stopped, and is being watched.</summary>
    Monitoring,

    /// <summary>It is over.</summary>
    Resolved,
}
