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

    /// <summary>The name under which others find it once it stands; null: nobody asks.</summary>
    public virtual string? StandsAs() => null;

    /// <summary>Whether it shows the head of the incident's chain of facts, so that people of the room keep
    /// it.</summary>
    public virtual bool ShowsChain() => false;

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
    /// <summary>What is said in the room: posts and their edits.</summary>
    public static string Words(string incidentId) => $"room:{incidentId}";

    /// <summary>What stands in the room: topic, pins, bookmarks.</summary>
    public static string Furniture(string incidentId) => $"furniture:{incidentId}";

    /// <summary>Who is let in: people do not wait behind a topic that is limited.</summary>
    public static string Door(string incidentId) => $"door:{incidentId}";

    /// <summary>The files of the timeline.</summary>
    public static string Files(string incidentId) => $"files:{incidentId}";

    /// <summary>Where the incident was declared.</summary>
    public static string Origin(string incidentId) => $"channel:origin:{incidentId}";
}
