using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Asking;

/// <summary><c>/incident ask does it open for you? @john @jane</c></summary>
/// <param name="Question">Best asked so that "yes" means all is well.</param>
/// <param name="Whom">Who is asked; empty: everybody in the room.</param>
public sealed record AskPeople(string Question, IReadOnlyList<Person> Whom) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("ask", "<question…> @a @b", "Ask people with one tap: does it open for you?", Read)
        {
            Keys = ["who"],
            Topic = "People",
            Example = "ask does it open for you? @ben @cy",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (
            Whom.Select(one => Duties.MayNot(one, $"ask {Question}", context)).OfType<Refusal>().FirstOrDefault() is
            { } no
        )
            return no;
        if (incident.Polls.LastOrDefault()?.Question == Question)
            return Decision.NothingToDo;
        var asked = new QuestionAsked(incident.Polls.Count + 1, Question, Whom);
        var message = ChatMessage.Text(Markup.Bold(Question), [.. QuestionAnswered.Buttons(asked.Number)]);
        return Decision.Accept(asked) with { Effects = [.. Summons.Of(incident, Whom, message, context)] };
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        if (People.GroupIn(line.Rest) is { } group)
            return ForPeople(group);
        var (people, question, unknown) = People.Mentioned(line.Rest, context);
        if (line["who"] is { } ids)
            people = [.. ids.Split(',').Select(id => People.Find(id, context)).OfType<Person>()];
        if (unknown is not null)
            return People.Unknown(unknown, "ask <question> <@person>", "who");
        question = question.Trim().Trim('"').Trim();
        return question.Length > 0 ? new AskPeople(question, people) : Parsed.Ask((_, _) => Ask());
    }

    private static Refusal ForPeople(string group) =>
        new(
            "a-group",
            $"{group} is a group; a question is for people, or for everybody in the room. Nobody was asked.",
            new NextStep("Choose whom", "ask"),
            new NextStep("Name people", "ask <question> <@person>"),
            new NextStep("Page a group", "page")
        );

    private static Form Ask() =>
        new()
        {
            Verb = "ask",
            Title = "Ask people",
            Submit = "Ask",
            Fields =
            [
                new FormField
                {
                    Key = "rest",
                    Label = "Question (yes = all is well)",
                    Value = "Does it open for you?",
                    LengthMax = 300,
                },
                new FormField
                {
                    Key = "who",
                    Label = "Whom",
                    Kind = FieldKind.People,
                    Optional = true,
                    Hint = "Nobody: everybody in the room",
                },
            ],
        };
}

/// <summary><c>/incident answer 1 yes</c>: a tap on a question.</summary>
public sealed record AnswerQuestion(int Number, Answer Answer) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("answer", "<n> <yes|no|unknown>", "Answer a question that was asked", Read)
        {
            Topic = "People",
            Example = "answer 1 yes",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (incident.Polls.FirstOrDefault(poll => poll.Number == Number) is not { } poll)
            return new Refusal("no-such-question", $"There is no question {Number}.", new NextStep("Ask one", "ask"));
        return poll.Answers.TryGetValue(context.By.Id, out var given) && given == Answer
            ? Decision.NothingToDo
            : Decision.Accept(new QuestionAnswered(Number, poll.Question, context.By, Answer));
    }

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        line.RestWords is [var n, var word, ..]
        && int.TryParse(n.TrimStart('#'), out var number)
        && Find(word) is { } answer
            ? new AnswerQuestion(number, answer)
            : Refusals.Usage(Word, "Say which question, and yes, no or unknown.");

    private static Answer? Find(string word) =>
        word.ToLowerInvariant() switch
        {
            "yes" or "y" => Answer.Yes,
            "no" or "n" => Answer.No,
            "unknown" or "?" => Answer.Unknown,
            _ => null,
        };
}

/// <summary>People were asked something that one tap answers.</summary>
public sealed record QuestionAsked(int Number, string Question, IReadOnlyList<Person> People) : IncidentEvent
{
    /// <inheritdoc/>
    public override int PostsInRoom() => 1;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Polls = before.Polls.Add(new Poll(Number, Question, [.. People])),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        $"Asked {(People.Count == 0 ? "everybody" : string.Join(", ", People.Select(person => person.Name)))}: "
        + $"{Question}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        [new Effect.Post(Destination.Room, QuestionAnswered.Message(after, Number), $"ask-{Number}")];
}

/// <summary>Somebody answered a question.</summary>
public sealed record QuestionAnswered(int Number, string Question, Person Person, Answer Answer) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Polls =
            [
                .. before.Polls.Select(poll =>
                    poll.Number == Number ? poll with { Answers = poll.Answers.SetItem(Person.Id, Answer) } : poll
                ),
            ],
        };

    /// <inheritdoc/>
    public override string Describe() => $"{Person.Name} on “{Question}”: {ImpactWords.Of(Answer)}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        [new Effect.Edit($"ask-{Number}", Message(after, Number))];

    /// <summary>The question with its buttons, what was answered, and what that says of the impact.</summary>
    internal static ChatMessage Message(Incident incident, int number)
    {
        var poll = incident.Polls.First(poll => poll.Number == number);
        var silent = poll.Asked.Where(person => !poll.Answers.ContainsKey(person.Id));
        var mentions = string.Join(' ', silent.Select(person => Markup.Mention(person.Id)));
        return new ChatMessage
        {
            Body = $"{Markup.Bold(poll.Question)}{(mentions.Length > 0 ? " " + mentions : "")}",
            Actions =
            [
                .. Buttons(number),
                .. poll.Hit is { } hit && poll.Hit != incident.ImpactSoFar?.Who
                    ? [new ChatAction($"Impact: {ImpactWords.Of(hit)}", $"impact who: {ImpactWords.Of(hit)}")]
                    : Array.Empty<ChatAction>(),
            ],
            Footer = poll.Answers.Count > 0 ? Tally(poll) : null,
        };
    }

    /// <summary>The answers, a tap each.</summary>
    internal static ChatAction[] Buttons(int number) =>
        [
            new ChatAction("Yes", $"answer {number} yes"),
            new ChatAction("No", $"answer {number} no"),
            new ChatAction("Don't know", $"answer {number} unknown"),
        ];

    private static string Tally(Poll poll)
    {
        var (yes, no) = (poll.Count(Answer.Yes), poll.Count(Answer.No));
        return $"{yes} yes, {no} no, {poll.Count(Answer.Unknown)} do not know";
    }
}
