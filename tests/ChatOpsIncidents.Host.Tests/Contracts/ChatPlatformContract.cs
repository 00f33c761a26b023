using System.Text;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Tests.Contracts;

/// <summary>What every chat platform's adapter has to do, against a platform that speaks its real protocol.</summary>
[Trait("Requirement", "D6")]
public abstract class ChatPlatformContract
{
    /// <summary>The adapter under test.</summary>
    protected abstract IChatPlatform Platform { get; }

    /// <summary>The workspace, a channel in which the bot and the person are, and the person.</summary>
    protected abstract (string Workspace, string Channel, string Person) Here { get; }

    /// <summary>A channel that does not exist, and the platform's word for that.</summary>
    protected abstract (string Channel, string Word) Nowhere { get; }

    /// <summary>The id of nobody.</summary>
    protected abstract string Nobody { get; }

    /// <summary>Words that would call everybody, and how they stand where they call nobody.</summary>
    protected abstract (string Said, string Stands) CallToAll { get; }

    /// <summary>Whether a room has a name of its own, and is no thread.</summary>
    protected virtual bool RoomsHaveNames => true;

    /// <summary>Whether the room is private whose opening is unclear: of a thread there is no private one.</summary>
    protected virtual bool IsUnclearRoomPrivate => RoomsHaveNames;

    /// <summary>How often a post stands at most whose outcome was unclear.</summary>
    private int TimesMax => Platform.CanAskWhatStands ? 1 : 2;

    /// <summary>Carries the next change out and loses its answer.</summary>
    protected abstract Task LoseNextAnswer();

    /// <summary>Refuses posts for that many seconds.</summary>
    protected abstract Task LimitPosts(int seconds);

    /// <summary>The platform cannot be reached; false: again.</summary>
    protected abstract Task Outage(bool on);

    /// <summary>Turns the adapter's clock and the platform's.</summary>
    protected abstract Task Turn(TimeSpan by);

    /// <summary>A person says something in the channel.</summary>
    protected abstract Task<string> Say(string text);

    /// <summary>The texts that stand in a channel, oldest first; those of bots alone.</summary>
    protected abstract Task<IReadOnlyList<string>> Posted(string channel);

    /// <summary>The names of the rooms that exist.</summary>
    protected abstract Task<IReadOnlyList<string>> Channels();

    /// <summary>Whether only those who were let in see a room.</summary>
    protected abstract Task<bool> IsClosed(string room);

    [Fact]
    public async Task A_post_says_where_it_stands_and_a_thread_hangs_under_it()
    {
        var root = Placed(await Deliver(Post("root"), 1));
        await Turn(TimeSpan.FromSeconds(2));
        var reply = Placed(await Deliver(Post("in the thread", "log:1"), 2, At with { ThreadId = root.MessageId }));
        Assert.StartsWith(Here.Channel, reply.ChannelId);
        Assert.NotEqual(root.MessageId, reply.MessageId);
        Assert.Contains("root", await Posted(Here.Channel));
    }

    [Fact]
    public async Task The_same_key_posts_once()
    {
        var first = Placed(await Deliver(Post("once"), 1));
        await Turn(TimeSpan.FromSeconds(2));
        var second = Placed(await Deliver(Post("once"), 1, unclear: true));
        Assert.Equal(Platform.CanAskWhatStands, first.MessageId == second.MessageId);
        Assert.InRange(Times("once", await Posted(Here.Channel)), 1, TimesMax);
    }

    [Fact]
    public async Task An_unclear_post_is_not_repeated_when_it_stands()
    {
        await LoseNextAnswer();
        Assert.True(Assert.IsType<AttemptEnd.TryAgain>(await Deliver(Post("lost and found"), 1)).Unclear);
        await Turn(TimeSpan.FromSeconds(2));
        Placed(await Deliver(Post("lost and found"), 1, unclear: true));
        Assert.InRange(Times("lost and found", await Posted(Here.Channel)), 1, TimesMax);
    }

    [Fact]
    public async Task A_post_whose_answers_are_all_lost_stands_no_more_often_than_it_can_be_helped()
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await LoseNextAnswer();
            var end = await Deliver(Post("again and again"), 1, unclear: attempt > 0);
            await Turn(TimeSpan.FromSeconds(2));
            if (end is not AttemptEnd.TryAgain)
                break;
        }

        Assert.InRange(Times("again and again", await Posted(Here.Channel)), 1, TimesMax);
    }

    [Fact]
    public async Task An_unclear_post_is_repeated_when_it_does_not_stand()
    {
        await Outage(true);
        Assert.IsType<AttemptEnd.TryAgain>(await Deliver(Post("not yet"), 1));
        await Outage(false);
        await Turn(TimeSpan.FromSeconds(2));
        Placed(await Deliver(Post("not yet"), 1, unclear: true));
        Assert.Single(await Posted(Here.Channel), "not yet");
    }

    [Fact]
    public async Task A_rate_limit_says_when_to_try_again()
    {
        await LimitPosts(30);
        var again = Assert.IsType<AttemptEnd.TryAgain>(await Deliver(Post("slowly"), 1));
        Assert.InRange(again.After!.Value, TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(31));
        Assert.False(again.Unclear);
        await Turn(again.After.Value);
        Placed(await Deliver(Post("slowly"), 1));
    }

    [Fact]
    public async Task An_edit_replaces_what_stands()
    {
        var card = Placed(await Deliver(Post("before", "card"), 1));
        Assert.IsType<AttemptEnd.Done>(
            await Deliver(new Effect.Edit("card", ChatMessage.Text("after")), 2, At with { MessageId = card.MessageId })
        );
        Assert.Equal(["after"], await Posted(Here.Channel));
    }

    [Fact]
    public async Task A_pin_twice_is_a_pin()
    {
        var card = Placed(await Deliver(Post("card", "card"), 1));
        var at = At with { MessageId = card.MessageId };
        AssertNoError(await Deliver(new Effect.Pin("card"), 2, at));
        AssertNoError(await Deliver(new Effect.Pin("card"), 2, at));
    }

    [Fact]
    [Trait("Requirement", "D1")]
    public async Task A_taken_name_gets_a_suffix()
    {
        var room = new Effect.OpenRoom("inc-7-checkout", Private: false);
        var first = Placed(await Deliver(room, 1, at: null));
        var second = Placed(await Deliver(room, 2, at: null));
        Assert.NotEqual(first.ChannelId, second.ChannelId);
        Assert.Equal("inc-7-checkout", first.Name);
        Assert.Equal(RoomsHaveNames ? "inc-7-checkout-2" : "inc-7-checkout", second.Name);
    }

    [Fact]
    public async Task An_unclear_room_is_not_opened_twice()
    {
        var room = new Effect.OpenRoom("inc-8-cards", IsUnclearRoomPrivate);
        await LoseNextAnswer();
        Assert.True(Assert.IsType<AttemptEnd.TryAgain>(await Deliver(room, 1, at: null)).Unclear);
        Assert.Equal("inc-8-cards", Placed(await Deliver(room, 1, at: null, unclear: true)).Name);
        var opened = (await Channels()).Count(name => name.StartsWith("inc-8-cards", StringComparison.Ordinal));
        Assert.InRange(opened, 1, TimesMax);
    }

    [Fact]
    public async Task A_private_room_is_for_its_people_alone()
    {
        var room = Placed(await Deliver(Private, 1, at: null));
        Assert.Equal(Private.Name, room.Name);
        Assert.True(await IsClosed(room.ChannelId));
        var at = new MessagePlace(room.ChannelId);
        AssertNoError(await Deliver(new Effect.Invite([Here.Person]), 2, at));
        Placed(await Deliver(Post("for them alone"), 3, at));
        Assert.Empty(await Posted(Here.Channel));
    }

    [Fact]
    public async Task People_who_are_in_the_room_already_are_no_error() =>
        AssertNoError(await Deliver(new Effect.Invite([Here.Person]), 1));

    [Fact]
    public async Task A_word_to_one_person_arrives_and_nobody_else_sees_it()
    {
        Assert.IsType<AttemptEnd.Done>(
            await Deliver(new Effect.Tell(Here.Person, ChatMessage.Text("your turn"), "t"), 1)
        );
        Assert.IsType<AttemptEnd.Done>(
            await Deliver(new Effect.Direct(Here.Person, ChatMessage.Text("you alone"), "d"), 2, at: null)
        );
        Assert.Empty(await Posted(Here.Channel));
    }

    [Fact]
    public async Task A_file_arrives()
    {
        var file = new RenderedFile("INC-7.md", "text/markdown", Encoding.UTF8.GetBytes("# INC-7 é"))
        {
            Link = "https://incidents.example.com/export/1",
        };
        Assert.IsType<AttemptEnd.Done>(
            await Deliver(new Effect.Upload(Destination.Room, "md", "export:1"), 1, file: file)
        );
    }

    [Fact]
    public async Task What_does_not_exist_is_given_up_with_the_platforms_reason()
    {
        var end = await Deliver(Post("nobody there"), 1, new MessagePlace(Nowhere.Channel));
        var lost = Assert.IsType<AttemptEnd.PlaceLost>(end);
        Assert.Equal(Nowhere.Channel, lost.ChannelId);
        Assert.Contains(Nowhere.Word, lost.Why);
        Assert.DoesNotContain(Nowhere.Word, lost.ForPeople);
        Assert.DoesNotContain("_", lost.ForPeople);
        Assert.IsType<AttemptEnd.GiveUp>(
            await Deliver(new Effect.Direct(Nobody, ChatMessage.Text("hello?"), "d"), 2, at: null)
        );
    }

    [Fact]
    public async Task Texts_of_people_cannot_call_everybody()
    {
        Placed(await Deliver(Post(CallToAll.Said), 1));
        Assert.Equal([CallToAll.Stands], await Posted(Here.Channel));
    }

    [Fact]
    [Trait("Requirement", "D4")]
    public async Task What_was_said_meanwhile_can_be_read_afterwards()
    {
        var first = await Say("first");
        await Say("second");
        await Turn(TimeSpan.FromSeconds(2));
        Placed(await Deliver(Post("ours"), 1));
        var heard = new List<CapturedMessage>();
        await foreach (
            var message in Platform.History(Here.Workspace, Here.Channel, new KnownSoFar(first, []), default)
        )
            heard.Add(message);
        (string, string)[] missed = Platform.CanAskWhatStands ? [("second", Here.Person)] : [];
        Assert.Equal(missed, heard.Select(m => (m.Text, m.PersonId)));
    }

    [Fact]
    public async Task People_are_known_by_name_and_strangers_are_not()
    {
        Assert.Equal(
            (Here.Person, false, false),
            await Platform.FindPerson(Here.Workspace, Here.Person, default) is { } person
                ? (person.Id, person.IsOutsider, person.IsBot)
                : default
        );
        Assert.Null(await Platform.FindPerson(Here.Workspace, Nobody, default));
    }

    /// <summary>A private room with one person in it.</summary>
    protected Effect.OpenRoom Private => new("inc-7-registry", Private: true) { People = [Here.Person] };

    private MessagePlace At => new(Here.Channel);

    private static int Times(string text, IReadOnlyList<string> posted) => posted.Count(one => one == text);

    // A platform that lets no bot do it says so, and nobody misses it.
    private static void AssertNoError(AttemptEnd end) =>
        Assert.True(end is AttemptEnd.Done or AttemptEnd.Needless, end.ToString());

    private static Effect.Post Post(string text, string key = "log:0") =>
        new(Destination.Room, ChatMessage.Text(text), key);

    private static PlacedReference Placed(AttemptEnd end) => Assert.IsType<AttemptEnd.Done>(end).Reference!;

    private Task<AttemptEnd> Deliver(Effect effect, long id, bool unclear = false, RenderedFile? file = null) =>
        Deliver(effect, id, At, unclear, file);

    private Task<AttemptEnd> Deliver(
        Effect effect,
        long id,
        MessagePlace? at,
        bool unclear = false,
        RenderedFile? file = null
    ) =>
        Platform.Deliver(
            new Delivery(id, unclear ? 2 : 1, unclear, Here.Workspace, "INC-7", effect, at, file),
            CancellationToken.None
        );
}
