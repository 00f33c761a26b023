using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>A time of day inside a sentence, with no zone, that would put the line hours before the incident: whose
/// clock is meant is asked, not guessed.</summary>
internal static class FarTime
{
    private static readonly TimeSpan Near = TimeSpan.FromHours(2);

    // What does not fit into a button is not asked.
    private const int WordsMax = 1_600;

    /// <summary>The question; null: there is none.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="clause">What the sentence says.</param>
    /// <param name="words">The whole line.</param>
    /// <param name="context">Whose words they are.</param>
    public static Decision? Ask(Incident incident, TimeClause? clause, string words, DecisionContext context)
    {
        if (clause is not { IsFloating: true, At: { } at } || !incident.IsRunning || words.Length is 0 or > WordsMax)
            return null;
        if (at >= Earliest(incident, context) - Near)
            return null;
        var theirs = TimeZoneInfo.ConvertTime(at, context.Zone);
        var utc = Times.Past(clause.Said + " UTC", context with { Zone = TimeZoneInfo.Utc });
        var isUtc = context.Zone.HasSameRules(TimeZoneInfo.Utc);
        ChatAction[] taps =
        [
            new($"{theirs:HH:mm}{(isUtc ? " UTC" : " your time")}, {theirs:yyyy-MM-dd}", With(words, at)),
            .. utc is { } other && !isUtc
                ? [new ChatAction($"{other:HH:mm} UTC, {other:yyyy-MM-dd}", With(words, other))]
                : Array.Empty<ChatAction>(),
            new("Now", $"{words} at: \"now\""),
        ];
        return Decision.Answer(
            Reply.Text(
                $"“{Markup.Clean(clause.Said!)}” would be {Times.Say(at, context)}, hours before it "
                    + "began. Which time is meant? Nothing is recorded yet.",
                taps
            )
        );
    }

    /// <summary>Says that a clause could not be read, and what came of the line.</summary>
    public static ChatMessage Unread(TimeClause clause) =>
        ChatMessage.Text(
            $"“{Markup.Clean(clause.Said!)}” looks like a time, and I cannot read it: the line stands at now. "
                + $"If it was earlier, take it back with {Markup.Code("/incident undo")} "
                + "and say it as 14:05, 2:05 pm CET or 14:05Z."
        );

    private static DateTimeOffset Earliest(Incident incident, DecisionContext context)
    {
        var declared = incident.DeclaredAt ?? context.Now;
        return incident.StartedAt < declared ? incident.StartedAt.Value : declared;
    }

    private static string With(string words, DateTimeOffset at) => $"{words} at: \"{FactHash.Utc(at)}\"";
}
