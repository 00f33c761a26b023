using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary>The review as it stands: what is there, what is missing, and the next step.</summary>
internal static class ReviewView
{
    /// <summary>How every review begins.</summary>
    public const string Blameless =
        "We look at how the system let it happen, and what will help next time. Everybody "
        + "did what made sense with what they knew then. Names are here to ask, not to blame.";

    private const int TextLengthMax = 400;
    private const int FindingsMax = 3;
    private const int CauseEnds = 3; // Findings stand after the third section, the cause.

    /// <summary>All of it.</summary>
    public static ChatMessage Render(Incident incident, DecisionContext context)
    {
        var gaps = ReviewGaps.Of(incident).ToList();
        return new ChatMessage
        {
            Title = ShortText.Cut($"Review of {incident.Id} {incident.Title}", 150),
            Body = string.Join(
                '\n',
                [
                    Blameless,
                    .. IssueReport
                        .Goals(incident)
                        .Select(goal => $"• {Markup.Bold(goal.Label)}: {Markup.Clean(goal.Value)}"),
                    .. ReviewSection.All.Take(CauseEnds).SelectMany(section => Section(incident, section)),
                    .. Findings(incident),
                    .. Notes(context.Notes),
                    .. ReviewSection.All.Skip(CauseEnds).SelectMany(section => Section(incident, section)),
                    gaps.Count == 0
                        ? "Nothing is missing."
                        : $"{Markup.Bold("Missing")}: " + $"{string.Join("; ", gaps.Select(gap => gap.Missing))}.",
                    .. Prompts(incident, context.Catalog),
                    .. Sharing(incident),
                ]
            ),
            Actions = incident.IsOver
                ? [new ChatAction("Export", "export html"), .. PageButton.Of(incident, context.Policy)]
                : Buttons(incident),
            Footer = incident.IsOver ? null : $"Write one: {Markup.Code("/incident review lessons: …")}",
        };
    }

    /// <summary>The way on: what is missing first.</summary>
    public static IReadOnlyList<ChatAction> Buttons(Incident incident) =>
        [
            new ChatAction("Fill it in", "review write", ActionStyle.Primary),
            new ChatAction("Add an action", "action"),
            new ChatAction("Add a factor", "factor"),
            .. ActOnFinding.Taps(incident).Take(FindingsMax),
            incident.Shared is null ? new ChatAction("Share the report", "share") : new ChatAction("Close", "close"),
        ];

    // Whoever has answered them has read them.
    private static IEnumerable<string> Prompts(Incident incident, Catalog catalog) =>
        incident.IsOver || incident.ReviewTexts.ContainsKey("went-poorly")
            ? []
            : ReviewPrompts
                .Of(incident, catalog)
                .Select(one => $"• {Markup.Bold(one.About)}: {Markup.Clean(one.Shown)} {one.Question}");

    private static IEnumerable<string> Findings(Incident incident) =>
        incident.Findings.IsEmpty
            ? []
            : [Markup.Bold("Findings"), .. ReviewDraft.Findings(incident).Select(line => $"> {Markup.Clean(line)}")];

    private static IEnumerable<string> Notes(IReadOnlyList<NamelessNote> notes) =>
        notes.Count == 0
            ? []
            :
            [
                $"{Markup.Bold("Notes without a name")} (the lead can take one out: "
                    + $"{Markup.Code("/incident redact note")})",
                .. notes.Select(note => $"> {note.Kind}: {Markup.Clean(ShortText.Cut(note.Text, TextLengthMax))}"),
            ];

    private static IEnumerable<string> Section(Incident incident, ReviewSection section)
    {
        if (section.Key == "actions" && !incident.Actions.IsEmpty)
            return [Markup.Bold(section.Title), .. incident.Actions.Select(ListActions.Line)];
        var text = ReviewDraft.Of(incident, section);
        var unread = text.Length > 0 ? " (from the facts, not read over yet)" : " (missing)";
        var blame = BlameAnswer.Marks(text, incident) is [var mark, ..]
            ? $" (“{Markup.Clean(mark.Words)}” reads as blame)"
            : "";
        var aside = section.IsIn(incident) ? blame : unread;
        return text.Length == 0
            ? [$"{Markup.Bold(section.Title)}{aside}"]
            :
            [
                $"{Markup.Bold(section.Title)}{aside}",
                .. Markup.Clean(ShortText.Cut(text, TextLengthMax)).Split('\n').Select(line => $"> {line}"),
            ];
    }

    private static IEnumerable<string> Sharing(Incident incident)
    {
        if (incident.Shared is { } shared)
            yield return $"Shared {Markup.Time(shared.At)}; read by {Names(shared.Readers)}.";
        if (incident.Session is not { } session)
            yield break;
        yield return $"Session {Markup.Time(session.At)}{SessionAgenda.Place(session)}; "
            + $"prepared: {Names(session.Prepared)}.";
        foreach (var question in SessionAgenda.Lines())
            yield return $"> {question}";
    }

    private static string Names(IReadOnlyCollection<Person> people) =>
        people.Count == 0 ? "nobody yet" : Markup.Clean(string.Join(", ", people.Select(person => person.Name)));
}
