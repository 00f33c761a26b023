using System.Collections.Immutable;
using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary><c>/incident review</c> opens and shows it, <c>review write</c> asks for its texts, <c>review lessons:
/// …</c> writes one.</summary>
/// <param name="Texts">What is written, by the section's key.</param>
/// <param name="NoneNeeded">Why no action is needed; null: nothing said.</param>
/// <param name="Write">Ask for the texts, prefilled.</param>
public sealed record OpenReview(ImmutableSortedDictionary<string, string> Texts, string? NoneNeeded, bool Write)
    : IncidentCommand
{
    /// <summary>The number of the last fact that the writer had seen: what others wrote after it is kept beside the
    /// new texts; null: the texts replace what stands.</summary>
    public long? Since { get; init; }

    public static CommandWord Word { get; } =
        new(
            "review",
            "[write] · " + string.Join(" · ", ReviewSection.All.Select(section => section.Key + ": …")),
            "The blameless review, after recovery: seven sections, prefilled from the facts",
            Read
        )
        {
            Synonyms = ["postmortem", "retro"],
            Keys = ReviewSection.Keys,
            Topic = "Review",
            Example = "review lessons: a rollback that is rehearsed takes two minutes",
        };

    /// <inheritdoc/>
    public override bool NeedsNotes => IsRead;

    private bool IsRead => Texts.IsEmpty && NoneNeeded is null && !Write;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var reads = IsRead;
        if (reads && incident.Phase == Phase.Closed)
            return Show(incident, context);
        if (ReviewPhase.NotNow(incident, context) is { } no)
            return no;
        if (Write)
            return Decision.Answer(Reply.Ask(ReviewForm.Of(incident, context)));
        var merges = Merges(incident).ToList();
        List<NewFact> facts = incident.IsInReview ? [] : [new ReviewOpened()];
        facts.AddRange(
            merges
                .Where(merge => incident.ReviewTexts.GetValueOrDefault(merge.Section.Key) != merge.Text)
                .Select(merge => (NewFact)new ReviewSectionWritten(merge.Section.Key, merge.Text))
        );
        if (NoneNeeded is { } why && incident.NoActionsBecause != why)
            facts.Add(new NoActionsNeeded(why));
        if (merges.Any(merge => merge.Beside is not null))
            return new Decision { Facts = facts, Reply = ReviewMerge.Answer(merges) };
        if (!reads)
            return BlameAnswer.With(new Decision { Facts = facts }, string.Join('\n', Texts.Values), incident, Again);
        return Show(incident with { IsInReview = true }, context) with { Facts = facts };
    }

    private IEnumerable<ReviewMerge> Merges(Incident incident) =>
        ReviewSection
            .All.Where(section => Texts.ContainsKey(section.Key))
            .Select(section => ReviewMerge.Of(incident, section, Texts[section.Key], Since));

    private static readonly ChatAction Again = new("Say it anew", "review write");

    private static Decision Show(Incident incident, DecisionContext context) =>
        Decision.Answer(new Reply { Message = ReviewView.Render(incident, context) });

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords;
        if (
            words is ["since", var seen]
            && long.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
        )
            return Read(line with { Rest = "" }, seq);
        return Read(line, (long?)null);
    }

    private static Parsed Read(CommandLine line, long? since)
    {
        var words = line.RestWords;
        if (words is [var write] && write.ToLowerInvariant() is "write" or "form" && line.Keys.Count == 0)
            return new OpenReview(Empty, null, true);
        var texts = Empty;
        foreach (var (key, value) in line.Keys)
            if (value.Length > 0)
                texts = texts.SetItem(ReviewSection.Find(key)!.Key, value);
        if (words.Length > 0)
        {
            if (ReviewSection.Find(words[0].TrimEnd(':')) is not { } section)
                return WhichSection();
            var text = line.Rest[words[0].Length..].Trim();
            if (text.Length == 0 && texts.IsEmpty)
                return new OpenReview(Empty, null, true);
            texts = texts.SetItem(section.Key, text);
        }

        if (!texts.TryGetValue("actions", out var actions))
            return new OpenReview(texts, null, false) { Since = since };
        return NeedNoActions.ReasonIn(actions) switch
        {
            { Length: > 0 } why => new OpenReview(texts.Remove("actions"), why, false) { Since = since },
            "" => NeedNoActions.NoReason("review actions: none"),
            _ => new Refusal(
                "actions-apart",
                "An action has an owner and a date, so each is recorded by itself.",
                new NextStep("Type", ActionWords.Line),
                new NextStep("None needed", "action none needed, because <why>")
            ),
        };
    }

    private static ImmutableSortedDictionary<string, string> Empty { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private static Refusal WhichSection() =>
        new(
            "which-section",
            "Which section of the review? They are "
                + string.Join(", ", ReviewSection.All.Select(section => Markup.Code(section.Key + ":")))
                + ".",
            new NextStep("Fill them in", "review write"),
            new NextStep("Show the review", "review")
        );
}

/// <summary>The review was opened.</summary>
public sealed record ReviewOpened : IncidentEvent, IUndoableWhileLast
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { IsInReview = true, ReviewOpenedAt = before.ReviewOpenedAt ?? recorded.ObservedAt }).NotDue(
            "review-invite"
        );

    /// <inheritdoc/>
    public override string Describe() => "The review was opened";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        new()
        {
            Title = $"Review of {after.Id}",
            Body = ReviewView.Blameless,
            Actions = ReviewView.Buttons(after),
            Footer = "The facts are filled in already. There is no hurry.",
        };
}

/// <summary>A section of the review was written.</summary>
/// <param name="Section">The section's key.</param>
/// <param name="Text">All of it.</param>
public sealed record ReviewSectionWritten([property: Code] string Section, string Text)
    : IncidentEvent,
        IChangesReport,
        IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            ReviewTexts = before.ReviewTexts.SetItem(Section, Text),
            ReviewVersions = before.ReviewVersions.SetItem(
                Section,
                (before.ReviewVersions.GetValueOrDefault(Section) ?? []).Add(new(recorded.Seq, recorded.By, Text))
            ),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        $"Review, {(ReviewSection.Find(Section)?.Title ?? Section).ToLowerInvariant()}: {Text}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>Everybody has rested: the review was proposed once.</summary>
public sealed record ReviewInvited : IncidentEvent
{
    /// <summary>The morning after the rest has come: one calm line, where a review is needed and nobody has begun.
    /// </summary>
    internal static Decision InMorning(Incident incident, string rest, DecisionContext context) =>
        incident.Phase == Phase.Resolved && ReviewPhase.IsRequired(incident, context.Policy)
            ? Decision.Accept(new ReviewInvited())
            : Decision.NothingToDo;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before.NotDue(DeadlineNames.ReviewInvite);

    /// <inheritdoc/>
    public override string Describe() => "The review was proposed";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            $"When you are rested: what have we learnt from {Markup.Bold(after.Id)}? The facts are filled in already.",
            new ChatAction("Open the review", "review")
        );
}
