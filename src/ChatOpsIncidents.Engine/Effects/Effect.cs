using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Effects;

/// <summary>
/// Something to be done outside, at least once and in order per destination. Effects are values: they are stored with
/// the facts that cause them and carried out later by the host.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "effect")]
[JsonDerivedType(typeof(OpenRoom), "open-room")]
[JsonDerivedType(typeof(Post), "post")]
[JsonDerivedType(typeof(Edit), "edit")]
[JsonDerivedType(typeof(Pin), "pin")]
[JsonDerivedType(typeof(Invite), "invite")]
[JsonDerivedType(typeof(SetTopic), "set-topic")]
[JsonDerivedType(typeof(Bookmark), "bookmark")]
[JsonDerivedType(typeof(Tell), "tell")]
[JsonDerivedType(typeof(Direct), "direct")]
[JsonDerivedType(typeof(Upload), "upload")]
[JsonDerivedType(typeof(Page), "page")]
[JsonDerivedType(typeof(PublishHome), "publish-home")]
[JsonDerivedType(typeof(KeepFile), "keep-file")]
public abstract record Effect
{
    /// <summary>Opens the incident's room. The name is a wish: the platform's rules and taken names are the adapter's
    /// care.</summary>
    /// <param name="Name">Lower-case words joined by <c>-</c>, at most 70 characters.</param>
    /// <param name="Topic">The first topic, at most 250 characters.</param>
    /// <param name="Private">Whether only invited people may see it.</param>
    /// <param name="Invited">Ids of the people to invite.</param>
    public sealed record OpenRoom(string Name, string Topic, bool Private, IReadOnlyList<string> Invited) : Effect;

    /// <summary>Posts a message.</summary>
    /// <param name="To">Where.</param>
    /// <param name="Message">What.</param>
    /// <param name="Key">Names the message within the incident, for <see cref="Edit"/>, <see cref="Pin"/> and threads,
    /// and makes a repeated attempt recognisable; unique, at most 100 characters.</param>
    public sealed record Post(Destination To, ChatMessage Message, string Key) : Effect;

    /// <summary>Replaces a posted message's content in place; only the newest waiting edit of a key is carried
    /// out.</summary>
    /// <param name="Key">The posted message's key.</param>
    /// <param name="Message">The whole new content.</param>
    public sealed record Edit(string Key, ChatMessage Message) : Effect;

    /// <summary>Pins a posted message in its channel.</summary>
    /// <param name="Key">The posted message's key.</param>
    public sealed record Pin(string Key) : Effect;

    /// <summary>Invites people into the room; those who are in it already are no error.</summary>
    /// <param name="People">Their ids.</param>
    public sealed record Invite(IReadOnlyList<string> People) : Effect;

    /// <summary>Sets the room's topic; only the newest waiting one is carried out.</summary>
    /// <param name="Topic">Plain text, at most 250 characters.</param>
    public sealed record SetTopic(string Topic) : Effect;

    /// <summary>Adds a link to the room's bookmark bar.</summary>
    /// <param name="Title">Plain text, at most 256 characters.</param>
    /// <param name="Url">An http(s) address.</param>
    public sealed record Bookmark(string Title, string Url) : Effect;

    /// <summary>Tells one person something in the room that only that person sees; as a direct message where that is
    /// not possible.</summary>
    /// <param name="Person">The person's id.</param>
    /// <param name="Message">What.</param>
    /// <param name="Key">As for <see cref="Post"/>.</param>
    public sealed record Tell(string Person, ChatMessage Message, string Key) : Effect;

    /// <summary>Sends one person a direct message.</summary>
    /// <param name="Person">The person's id.</param>
    /// <param name="Message">What.</param>
    /// <param name="Key">As for <see cref="Post"/>.</param>
    public sealed record Direct(string Person, ChatMessage Message, string Key) : Effect;

    /// <summary>Renders the timeline as it is when the effect is carried out, and uploads it as a file.</summary>
    /// <param name="To">Where.</param>
    /// <param name="Format"><c>md</c>, <c>html</c>, <c>json</c>, <c>csv</c> or <c>pdf</c>.</param>
    /// <param name="Key">As for <see cref="Post"/>.</param>
    public sealed record Upload(Destination To, string Format, string Key) : Effect;

    /// <summary>Wakes somebody through the paging system; where none is set up, by a direct message and a mention in
    /// the room.</summary>
    /// <param name="Target">A person's id, or a group or schedule by name.</param>
    /// <param name="Why">One plain sentence.</param>
    /// <param name="Key">As for <see cref="Post"/>; the pager's deduplication key.</param>
    public sealed record Page(string Target, string Why, string Key) : Effect
    {
        /// <summary>Nobody leads: whoever answers takes it.</summary>
        public bool Leads { get; init; }
    }

    /// <summary>Renders and publishes a person's home tab as it is when the effect is carried out.</summary>
    /// <param name="Person">The person's id.</param>
    public sealed record PublishHome(string Person) : Effect;

    /// <summary>Keeps a copy of a file that was shared in the incident's room, with its digest.</summary>
    /// <param name="Entry">The entry of the evidence it belongs to.</param>
    /// <param name="FileId">The platform's id of the file.</param>
    public sealed record KeepFile(long Entry, string FileId) : Effect;
}

/// <summary>
/// Where a message goes: <c>room</c>, <c>thread:&lt;key of a posted message&gt;</c>, <c>origin</c> (where it was
/// declared),
/// <c>channel:&lt;id&gt;</c> or <c>announce</c> (the workspace's announcement channel, if one is set).
/// </summary>
/// <param name="Value">One of the forms above.</param>
public sealed record Destination(string Value)
{
    /// <summary>The incident's room.</summary>
    public static Destination Room { get; } = new("room");

    /// <summary>The channel in which the incident was declared.</summary>
    public static Destination Origin { get; } = new("origin");

    /// <summary>The workspace's announcement channel, if one is set.</summary>
    public static Destination Announcements { get; } = new("announce");

    /// <summary>The thread under the pinned card: roles and the running log.</summary>
    public static Destination CardThread { get; } = Thread(Keys.Card);

    /// <summary>The thread under a posted message.</summary>
    public static Destination Thread(string key) => new("thread:" + key);

    /// <summary>Any channel, by the platform's id.</summary>
    public static Destination Channel(string id) => new("channel:" + id);
}

/// <summary>Well-known keys of posted messages.</summary>
public static class Keys
{
    /// <summary>The pinned card in the room.</summary>
    public const string Card = "card";
}
