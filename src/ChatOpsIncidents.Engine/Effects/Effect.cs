using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Effects;

/// <summary>
/// Something to be done outside, at least once and in order per destination. Effects are values: they are stored with
/// the facts that cause them and carried out later by the host. Each knows its own way there.
/// </summary>
/// <remarks>What an effect says of itself are methods: as properties they would be stored with it.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "effect")]
public abstract partial record Effect
{
    /// <summary>What it keeps order with. Effects of one key are carried out one after the other, in the order in which
    /// they were stored; what fails under one key waits before no other.</summary>
    public abstract string OrderKey(string incidentId);

    /// <summary>Where it is carried out.</summary>
    public abstract EffectPlace Place();

    /// <summary>What a drill does instead; null: nothing.</summary>
    public abstract Effect? InDrill(DrillPlayers players);

    /// <summary>What is done instead while the incident has no room.</summary>
    public abstract IEnumerable<Effect> WithoutRoom(RoomlessPeople people);

    /// <summary>How urgent it is.</summary>
    public virtual Lane Urgency() => Lane.Rest;

    /// <summary>Of the waiting effects of one order key with the same value only the newest is carried out; null: every
    /// one.</summary>
    public virtual string? Replaces() => null;

    /// <summary>The order key of the words that come before it where they are on their way; null: none.</summary>
    public virtual string? ComesAfter(string incidentId) => null;

    /// <summary>The name under which others find it once it stands; null: nobody asks.</summary>
    public virtual string? StandsAs() => null;

    /// <summary>Whether it shows the head of the incident's chain of facts, so that people of the room keep
    /// it.</summary>
    public virtual bool ShowsChain() => false;

    /// <summary>How many attempts may fail before it is given up; null: as many as the outbox allows. What only makes a
    /// room handier is not tried for hours.</summary>
    public virtual int? TriesMax() => null;

    /// <summary>The same with a changed message; what has none stays as it is.</summary>
    public virtual Effect Reworded(Func<ChatMessage, ChatMessage> change) => this;
}

/// <summary>How urgent an effect is: what people wait for goes first.</summary>
public enum Lane : short
{
    /// <summary>Answers to one person.</summary>
    Answers = 0,

    /// <summary>Pages.</summary>
    Pages = 1,

    /// <summary>Rooms, banners and alerts.</summary>
    Alerts = 2,

    /// <summary>The rest.</summary>
    Rest = 3,
}

/// <summary>What keeps order with what in an incident.</summary>
internal static class OrderKeys
{
    /// <summary>How many attempts of what only makes a room handier may fail.</summary>
    public const int FurnitureTries = 6;

    /// <summary>What is said in the room.</summary>
    public static string Words(string incidentId) => $"room:{incidentId}";

    /// <summary>What is said in the thread under a message of the room.</summary>
    public static string Thread(string incidentId, string key) => $"thread:{incidentId}:{key}";

    /// <summary>The newest look of a message that stands.</summary>
    public static string Edit(string incidentId, string key) => $"edit:{incidentId}:{key}";

    /// <summary>What the room is called.</summary>
    public static string Topic(string incidentId) => $"topic:{incidentId}";

    /// <summary>What is pinned in the room.</summary>
    public static string Pins(string incidentId) => $"pins:{incidentId}";

    /// <summary>The links at the head of the room.</summary>
    public static string Bookmarks(string incidentId) => $"bookmarks:{incidentId}";

    /// <summary>Who is let in: people do not wait behind a topic that is limited.</summary>
    public static string Door(string incidentId) => $"door:{incidentId}";

    /// <summary>The files of the timeline: one that is never taken keeps no other waiting.</summary>
    public static string Files(string incidentId, string format) => $"files:{incidentId}:{format}";

    /// <summary>Where the incident was declared.</summary>
    public static string Origin(string incidentId) => $"channel:origin:{incidentId}";
}
