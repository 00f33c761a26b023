using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>One way to one receiver of a page.</summary>
/// <param name="Way">One of <see cref="PageWays"/>, or a paging system's name.</param>
/// <param name="Target">A person's id; a group's id or handle; the name under which a paging system knows it.</param>
/// <param name="Name">As people call the receiver.</param>
/// <param name="For">Whom it is to reach, as it was asked: a group that was widened stands for its members.</param>
public sealed record PageContact([property: Code] string Way, string Target, string Name, string For)
{
    /// <summary>The same for the same way to the same receiver.</summary>
    [JsonIgnore]
    public string Id => $"{Way}:{Target}";

    /// <summary>Whether it is one person.</summary>
    [JsonIgnore]
    public bool IsPerson => Way == PageWays.Chat;
}

/// <summary>Who is called one after the other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PageStage>))]
public enum PageStage
{
    /// <summary>Who was asked for.</summary>
    Asked,

    /// <summary>Who stands in for the rotation's person.</summary>
    RotationBackup,

    /// <summary>The incident's backup.</summary>
    Backup,

    /// <summary>Who is on call for everything.</summary>
    OnCall,

    /// <summary>Nobody is left.</summary>
    Nobody,
}

/// <summary>How far a contact is.</summary>
public enum ContactStatus
{
    /// <summary>On its way.</summary>
    Sent,

    /// <summary>It failed, and is tried again.</summary>
    Stumbled,

    /// <summary>Delivered.</summary>
    Reached,

    /// <summary>It will not be delivered.</summary>
    Failed,
}

/// <summary>A contact of a page as it stands.</summary>
/// <param name="Contact">Whom, and by what way.</param>
/// <param name="Stage">The step to which it belongs.</param>
/// <param name="Key">The key of its effect.</param>
/// <param name="Status">How far it is.</param>
/// <param name="At">Since when.</param>
public sealed record ContactState(
    PageContact Contact,
    PageStage Stage,
    string Key,
    ContactStatus Status,
    DateTimeOffset At
)
{
    /// <summary>Why not; null: nothing speaks against it.</summary>
    public string? Why { get; init; }

    /// <summary>Whether it may still come to something by itself.</summary>
    public bool IsHopeful => Status is ContactStatus.Sent or ContactStatus.Reached;
}

/// <summary>A page: who is called for what, and how far that is.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Targets">Who was asked for, as they are looked up.</param>
/// <param name="Names">As people call them, in the same order.</param>
/// <param name="Why">One plain sentence.</param>
/// <param name="By">Who asked.</param>
/// <param name="At">When.</param>
public sealed record PageState(
    int Number,
    IReadOnlyList<string> Targets,
    IReadOnlyList<string> Names,
    string Why,
    Person By,
    DateTimeOffset At
)
{
    /// <summary>Who was asked for, in words.</summary>
    public string Name => string.Join(", ", Names);

    /// <summary>Who is called now.</summary>
    public PageStage Stage { get; init; }

    /// <summary>How often the calling has begun; 1 or more.</summary>
    public int Round { get; init; } = 1;

    /// <summary>How many calls were made: each has its own key.</summary>
    public int Calls { get; init; }

    /// <summary>All who were called, in the order in which they were.</summary>
    public ImmutableList<ContactState> Contacts { get; init; } = [];

    /// <summary>Who answered; null: nobody yet.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>When; null: nobody yet.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The incident needs nobody any more.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Whether somebody is still called.</summary>
    public bool IsOpen => AnsweredAt is null && !IsStopped;

    /// <summary>Whether anybody was reached.</summary>
    public bool IsReached => Contacts.Any(contact => contact.Status == ContactStatus.Reached);

    /// <summary>Whether nobody of the step that is taken now can be reached at the moment.</summary>
    public bool IsHopeless => Contacts.All(contact => contact.Stage != Stage || !contact.IsHopeful);

    /// <summary>A contact by its id; null: none.</summary>
    public ContactState? Find(string id) => Contacts.Find(contact => contact.Contact.Id == id);

    /// <summary>Those who are called one by one.</summary>
    public IEnumerable<Person> People =>
        Contacts
            .Where(contact => contact.Contact.IsPerson)
            .Select(contact => new Person(contact.Contact.Target, contact.Contact.Name));

    /// <summary>Whether a person is called.</summary>
    public bool IsCalled(string personId) =>
        Contacts.Any(contact => contact.Contact.IsPerson && contact.Contact.Target == personId);

    /// <summary>With further contacts; one that was called before is called again.</summary>
    internal PageState With(IEnumerable<PageContact> contacts, DateTimeOffset at) =>
        contacts.Aggregate(
            this,
            (page, contact) =>
            {
                var place = page.Contacts.FindIndex(one => one.Contact.Id == contact.Id);
                var calls = page.Calls + 1;
                var key = $"page-{Number}-{calls}";
                var state = new ContactState(contact, page.Stage, key, ContactStatus.Sent, at);
                return page with
                {
                    Calls = calls,
                    Contacts = place < 0 ? page.Contacts.Add(state) : page.Contacts.SetItem(place, state),
                };
            }
        );

    /// <summary>With a contact's new status; an unknown contact changes nothing.</summary>
    internal PageState With(string id, ContactStatus status, DateTimeOffset at, string? why = null)
    {
        var place = Contacts.FindIndex(one => one.Contact.Id == id);
        if (place < 0)
            return this;
        var state = Contacts[place] with { Status = status, At = at, Why = why };
        return this with { Contacts = Contacts.SetItem(place, state) };
    }
}
