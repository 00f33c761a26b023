using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>
/// A scenario that reads like the incident. Times are of 21 November 2026, UTC; a time earlier than the last is the
/// next day's. Deadlines on the way are carried out as the clock of a host would. Every step replays all facts and
/// compares the states.
/// </summary>
public sealed class Story
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private IReadOnlyList<IncidentSummary> _others = [];
    private string _words = "";
    private readonly List<Recorded> _history = [];
    private Verdict? _last;
    private bool _byHuman;

    private Story(string id) => Incident = Incident.None(id);

    /// <summary>The state now.</summary>
    public Incident Incident { get; private set; }

    /// <summary>The time now.</summary>
    public DateTimeOffset Now { get; private set; } = Midnight.AddHours(14);

    /// <summary>The rules.</summary>
    public Policy Policy { get; init; } = Policy.Default;

    /// <summary>The catalogue.</summary>
    public Catalog Catalog { get; init; } = Catalog.Empty;

    /// <summary>All facts so far.</summary>
    public IReadOnlyList<Recorded> History => _history;

    /// <summary>What came of the last step.</summary>
    public Verdict Last => _last ?? throw new InvalidOperationException("Nothing has happened yet.");

    /// <summary>How many lines people have typed.</summary>
    public int Typed { get; private set; }

    /// <summary>All effects since the beginning, in order.</summary>
    public List<Effect> AllEffects { get; } = [];

    /// <summary>An incident, declared by Ana at 14:00 in #payments; its room opens at once.</summary>
    public static Story Of(
        string title,
        Severity severity = Severity.Major,
        Policy? policy = null,
        Catalog? catalog = null
    )
    {
        var story = new Story("INC-7") { Policy = policy ?? Policy.Default, Catalog = catalog ?? Catalog.Empty };
        return story.When("ana", $"declare {severity} {title}").When(new ReportRoom("C0ROOM", "inc-7"));
    }

    /// <summary>No incident yet.</summary>
    public static Story Nothing(Policy? policy = null, Catalog? catalog = null) =>
        new("INC-7") { Policy = policy ?? Policy.Default, Catalog = catalog ?? Catalog.Empty };

    /// <summary>The clock moves to a time of day; what falls due on the way is carried out.</summary>
    public Story At(string time)
    {
        var parsed = TimeSpan.Parse(time, CultureInfo.InvariantCulture);
        var at = Now.Date.Add(parsed) is var day && day < Now.UtcDateTime ? day.AddDays(1) : day;
        return Until(new DateTimeOffset(at, TimeSpan.Zero));
    }

    /// <summary>The clock moves on.</summary>
    public Story After(TimeSpan wait) => Until(Now + wait);

    /// <summary>Everything that happened, in order.</summary>
    public List<StoryStep> Steps { get; } = [];

    /// <summary>Other incidents that everybody may see.</summary>
    public Story Beside(params IncidentSummary[] others)
    {
        _others = others;
        return this;
    }

    /// <summary>Somebody types words after <c>/incident</c>.</summary>
    public Story When(string who, string words, Func<DecisionContext, DecisionContext>? with = null)
    {
        var context = ContextOf(Someone(who));
        context = with?.Invoke(context) ?? context;
        var parsed = context.Read(words);
        Typed++;
        _words = words;
        return parsed.Command is { } command ? Run(command, context) : Run(new Refused(parsed.Refusal!), context);
    }

    /// <summary>Somebody presses a button that was offered.</summary>
    public Story Tap(string who, string words)
    {
        var offered = AllEffects
            .Select(MessageText.MessageOf)
            .Concat(Steps.Select(step => step.Verdict.Reply.Message))
            .OfType<ChatMessage>()
            .SelectMany(message => message.Actions);
        Assert.Contains(words, offered.Select(action => action.Command));
        var story = When(who, words);
        Typed--;
        return story;
    }

    /// <summary>Somebody fills in the form that was just opened.</summary>
    public Story Submit(string who, string words)
    {
        Assert.Equal(Last.Reply.Form?.Verb, words.Split(' ')[0]);
        var story = When(who, words);
        Typed--;
        return story;
    }

    /// <summary>Monitoring declares.</summary>
    public static Story ByAlert(Alert alert, Policy? policy = null, Catalog? catalog = null) =>
        new Story("INC-7") { Policy = policy ?? Policy.Default, Catalog = catalog ?? Catalog.Empty }.When(
            new DeclareByAlert(alert)
        );

    /// <summary>What would come of somebody's words now; nothing is stored.</summary>
    public Verdict Try(string who, string words)
    {
        var context = ContextOf(Someone(who));
        var parsed = context.Read(words);
        return Decider.Run(Incident, parsed.Command ?? new Refused(parsed.Refusal!), context);
    }

    /// <summary>The system acts.</summary>
    public Story When(IncidentCommand command) => Run(command, ContextOf(Person.System));

    /// <summary>
    /// The last step stored facts of these stored names, and no others. Bookkeeping is left out, and so is what follows
    /// from a person's command by itself (a page, an offered role), unless it is named.
    /// </summary>
    public Story Then(params string[] kinds)
    {
        Assert.Null(Last.Refusal);
        Assert.Equal(
            kinds,
            Last.Facts.Where(f =>
                    kinds.Contains(Kind(f)) || (f.Fact is not IBookkeeping && (f.By.IsHuman || !_byHuman))
                )
                .Select(Kind)
        );
        return this;
    }

    private static string Kind(Recorded fact) =>
        Vocabulary.NameOf(fact.Fact).Replace(".v1", "", StringComparison.Ordinal);

    /// <summary>The last step was refused and stored nothing.</summary>
    public Story ThenRefused(string code, string? next = null)
    {
        Assert.Equal(code, Last.Refusal?.Code);
        Assert.Empty(Last.Facts);
        Assert.NotEmpty(Last.Refusal!.Next);
        if (next is not null)
            Assert.Contains(Last.Refusal.Next, step => step.Line == next);
        return this;
    }

    /// <summary>The last step is held by a gate.</summary>
    public Story ThenHeld(string gate)
    {
        Assert.Equal(gate, Last.Refusal?.Code);
        Assert.Contains(Last.Facts, f => f.Fact is CommandHeld held && held.Gate == gate);
        return this;
    }

    /// <summary>The last step changed nothing, and was no error.</summary>
    public Story ThenNothing()
    {
        Assert.Null(Last.Refusal);
        Assert.Empty(Last.Facts);
        return this;
    }

    /// <summary>The answer's text (marks made plain) contains these words.</summary>
    public Story ThenAnswers(string words)
    {
        Assert.Contains(
            words,
            Markup.Plain($"{Last.Reply.Message?.Title} {Last.Reply.Message?.Body}"),
            StringComparison.OrdinalIgnoreCase
        );
        return this;
    }

    /// <summary>The answer is a form for that command.</summary>
    public Story ThenAsks(string verb)
    {
        Assert.Equal(verb, Last.Reply.Form?.Verb);
        return this;
    }

    /// <summary>The room heard these words in the last step.</summary>
    public Story ThenRoomHears(string words) => ThenPosts(Destination.Room, words);

    /// <summary>A place heard these words in the last step.</summary>
    public Story ThenPosts(Destination to, string words)
    {
        Assert.Contains(
            Last.Effects.Select(Said).OfType<(Destination To, ChatMessage Message)>(),
            said =>
                said.To == to
                && Markup
                    .Plain($"{said.Message.Title} {said.Message.Body}")
                    .Contains(words, StringComparison.OrdinalIgnoreCase)
        );
        return this;
    }

    /// <summary>The message under that key was edited to contain these words in the last step.</summary>
    public Story ThenEdits(string key, string words)
    {
        Assert.Contains(
            Last.Effects.OfType<Effect.Edit>(),
            edit =>
                edit.Key == key && Markup.Plain(edit.Message.Body).Contains(words, StringComparison.OrdinalIgnoreCase)
        );
        return this;
    }

    private static (Destination To, ChatMessage Message)? Said(Effect effect) =>
        effect switch
        {
            Effect.Post post => (post.To, post.Message),
            Effect.Upload { Message: { } message } upload => (upload.To, message),
            _ => null,
        };

    /// <summary>The phase now.</summary>
    public Story ThenPhase(Phase phase)
    {
        Assert.Equal(phase, Incident.Phase);
        return this;
    }

    /// <summary>Anything else about the state.</summary>
    public Story ThenState(Action<Incident> check)
    {
        check(Incident);
        return this;
    }

    private Story Until(DateTimeOffset at)
    {
        while (
            Incident
                .Deadlines.Where(d => d.Value <= at)
                .OrderBy(d => d.Value)
                .ThenBy(d => d.Key, StringComparer.Ordinal)
                .Select(d => (KeyValuePair<string, DateTimeOffset>?)d)
                .FirstOrDefault()
                is { } due
        )
        {
            Now = due.Value > Now ? due.Value : Now;
            Run(new DeadlineFell(due.Key, due.Value), ContextOf(Person.System));
            Assert.False(
                Incident.Deadlines.TryGetValue(due.Key, out var still) && still <= Now,
                $"{due.Key} does not go away."
            );
        }

        Now = at;
        return this;
    }

    private Story Run(IncidentCommand command, DecisionContext context)
    {
        _byHuman = context.By.IsHuman;
        var next = Incident.Seq == 0 ? null : NextStepView.Of(Incident, context);
        _last = Decider.Run(Incident, command, context);
        _history.AddRange(_last.Facts);
        AllEffects.AddRange(_last.Effects);
        Incident = _last.After;
        var again = Incident.Replay(
            Incident.Id,
            _history.Select(f => f with { Fact = FactJson.Read(Vocabulary.NameOf(f.Fact), FactJson.Write(f.Fact)) })
        );
        Assert.Equal(StateText.Of(Incident), StateText.Of(again));
        Steps.Add(
            new StoryStep(
                context.Now,
                context.By,
                _words,
                _last,
                next,
                Incident.Seq == 0 ? null : NextStepView.Of(Incident, context)
            )
        );
        _words = "";
        return this;
    }

    /// <summary>What a decision knows at 14:00, without an incident.</summary>
    public static DecisionContext ContextFor(string who) => Nothing().ContextOf(Someone(who));

    private DecisionContext ContextOf(Person by) =>
        new(Now, by, Policy)
        {
            Language = Language.Whole,
            Catalog = Catalog,
            Origin = new Origin("slack", "T0", "C0PAYMENTS"),
            Source = by.IsHuman ? "slack" : "clock",
            FindPerson = FindPerson,
            Others = _others,
        };

    private static Person? FindPerson(string name)
    {
        var id = name.TrimStart('@', '<').TrimEnd('>').Split('|')[0];
        if (id.Length < 2 || !id.All(char.IsLetterOrDigit))
            return null;
        var isPlatformId = id[0] is 'U';
        return Someone(isPlatformId ? id[1..].ToLowerInvariant() : id);
    }

    private static Person Someone(string name) =>
        new("U" + name.ToUpperInvariant(), char.ToUpperInvariant(name[0]) + name[1..]);

    private sealed record Refused(Refusal Refusal) : IncidentCommand
    {
        public override bool IsQuestion => true;

        public override bool NeedsIncident => false;

        public override Decision Decide(Incident incident, DecisionContext context) => Refusal;
    }
}

/// <summary>A step of a story.</summary>
/// <param name="At">When.</param>
/// <param name="By">Whose; the system's where nobody asked.</param>
/// <param name="Words">What was typed; empty: nothing was.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Before">The next step before it; null: there was no incident.</param>
/// <param name="After">The next step after it; null: there is no incident.</param>
public sealed record StoryStep(
    DateTimeOffset At,
    Person By,
    string Words,
    Verdict Verdict,
    NextStepView? Before,
    NextStepView? After
);
