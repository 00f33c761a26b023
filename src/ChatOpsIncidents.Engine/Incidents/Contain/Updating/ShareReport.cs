using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary><c>/incident share</c>: the report goes to the room, to the place of announcements and to the
/// audiences inside; <c>share read</c>: the asker has read it.</summary>
/// <param name="Anyway">Share it although sections of the review are still to be written.</param>
public sealed record ShareReport(bool Anyway) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("share", "[anyway] · read", "Share the report; people say that they have read it", Read)
        {
            Synonyms = ["report"],
            Topic = "Review",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (ReviewPhase.NotNow(incident, context) is { } no)
            return no;
        if (
            incident.Shared is { } shared
            && !incident.Log.Any(line => line.Seq > shared.LastSeq && !line.Undone && line.Is<IChangesReport>())
        )
            return Decision.NothingToDo;
        var missing = ReviewGaps.Of(incident).Where(gap => gap.Text).Select(gap => gap.Missing).ToList();
        if (incident.IsInReview && missing.Count > 0 && !Anyway && ReviewPhase.IsRequired(incident, context.Policy))
            return new Refusal(
                "sections-empty",
                $"The review has empty sections: {string.Join(", ", missing)}.",
                new NextStep("Fill it in", "review write"),
                new NextStep("Share it as it is", "share anyway")
            );
        return Decision.Accept(new ReportShared((incident.Shared?.Times ?? 0) + 1));
    }

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        line.RestWords switch
        {
            [] => new ShareReport(false),
            [var word] when word.Equals("anyway", StringComparison.OrdinalIgnoreCase) => new ShareReport(true),
            [var word] when word.Equals("read", StringComparison.OrdinalIgnoreCase) => new ConfirmRead(),
            _ => new Refusal(
                "usage",
                "Say “share”, or “share read” when you have read it.",
                new NextStep("Share the report", "share"),
                new NextStep("I have read it", "share read")
            ),
        };
}

/// <summary>The report was shared.</summary>
/// <param name="Number">1 for the first time since the incident was resolved.</param>
public sealed record ReportShared(int Number) : IncidentEvent
{
    /// <summary>The button by which people say that they have read it.</summary>
    internal static ChatAction Read { get; } = new("I have read it", "share read", ActionStyle.Primary);

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Shared = before.Shared is { } shared
                ? shared with
                {
                    LastSeq = recorded.Seq,
                    Times = Number,
                }
                : new ReportShare(recorded.RecordedAt, recorded.Seq) { Times = Number },
        };

    /// <inheritdoc/>
    public override string Describe() => Number == 1 ? "The report was shared" : "The report was shared anew";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        IssueReport.Message(after, Read) with
        {
            Footer = $"Shared by {Markup.Clean(recorded.By.Name)}.",
        };

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context)
    {
        // A private incident is seen by those who are in it alone.
        if (!after.IsPrivate)
            yield return new Effect.Post(
                Destination.Announcements,
                Announce(after, recorded),
                $"report-{recorded.Seq}"
            );
        yield return new Effect.Upload(Destination.Room, "html", $"export-html-{recorded.Seq}");
        foreach (var told in AudienceReport.Shared(after, recorded, context))
            yield return told;
    }
}

/// <summary><c>/incident share read</c>, the button under the report.</summary>
public sealed record ConfirmRead : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.Shared is not { } shared)
            return new Refusal(
                "not-shared",
                "There is no shared report yet.",
                new NextStep("Share the report", "share")
            );
        return shared.Readers.Any(reader => reader.Id == context.By.Id)
            ? Decision.NothingToDo
            : Decision.Accept(new ReportRead(context.By)) with
            {
                Reply = Reply.Text($"Thank you; it is noted that you have read the report of {incident.Id}."),
            };
    }
}

/// <summary>Somebody has read the report.</summary>
/// <param name="Reader">Who.</param>
public sealed record ReportRead(Person Reader) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before.Shared is not { } shared
            ? before
            : before with
            {
                Shared = shared with { Readers = shared.Readers.Add(Reader) },
            };

    /// <inheritdoc/>
    public override string Describe() => $"{Reader.Name} has read the report";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}
