using System.Globalization;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding.PlainTalk;

/// <summary>A command that plain talk probably meant.</summary>
/// <param name="Line">The words after <c>/incident</c>.</param>
/// <param name="Label">The button: <c>Record rollback 14:05?</c></param>
/// <param name="Certainty">0 to 1.</param>
public sealed record TalkSuggestion(string Line, string Label, double Certainty)
{
    /// <summary>The question for the writer alone, answered by one tap; no answer is an answer.</summary>
    public ChatMessage ToMessage() =>
        ChatMessage.Text(
            $"For the timeline: {Markup.Code(Line)}",
            new ChatAction(Label, Line, ActionStyle.Primary)
        ) with
        {
            Footer = "Ignore this if it is not what you meant.",
        };
}

/// <summary>
/// Talk, and it fills in: a sentence such as "rolled back payments to 4.1" becomes a one-tap suggestion to its writer.
/// It stays quiet unless it is sure enough, and unless the command would change something now.
/// </summary>
public static partial class PlainTalk
{
    /// <summary>Least certainty at which something is suggested.</summary>
    public const double CertaintyMin = 0.7;

    private const int LengthMax = 400;

    /// <summary>The command that a captured message probably meant; null: none, or not sure enough.</summary>
    /// <param name="text">The message, as written.</param>
    /// <param name="incident">Its incident.</param>
    /// <param name="context">When it was written, and by whom.</param>
    public static TalkSuggestion? Suggest(string text, Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning || context.IsOutsider || !context.By.IsHuman)
            return null;
        var said = Grammar.Tidy(text);
        if (
            said.Length is < 4 or > LengthMax
            || said[0] is '/' or '>' or '!'
            || said.StartsWith("<@", StringComparison.Ordinal)
        )
            return null;
        return Sentences(said)
            .Select(sentence => OfSentence(sentence, incident, context))
            .Where(found => found is not null && found.Certainty >= CertaintyMin)
            .OrderByDescending(found => found!.Certainty)
            .FirstOrDefault(found => Changes(found!.Line, incident, context));
    }

    /// <summary>Whether a message sounds like one of the sentences, or asks how things stand: cheap, and without
    /// an incident.</summary>
    /// <param name="text">The message, as written.</param>
    public static bool MayMean(string text) =>
        StateQuestion.Asks(text)
        || text.Length <= LengthMax * 2
            && Sentences(Grammar.Tidy(text)).Any(sentence => TalkPatterns.Rows.Any(row => row.Form.IsMatch(sentence)));

    private static IEnumerable<string> Sentences(string text) =>
        SentenceEnd().Split(text).Select(s => s.Trim()).Where(s => s.Length > 3);

    private static TalkSuggestion? OfSentence(string sentence, Incident incident, DecisionContext context)
    {
        if (sentence.EndsWith('?'))
            return null;
        foreach (var row in TalkPatterns.Rows)
        {
            if (row.Form.Match(sentence) is not { Success: true } match)
                continue;
            if (Unsure(row, sentence, match.Index))
                continue;
            var said = new TalkMatch(match, sentence, incident, context);
            if (row.Line(said) is not { } line)
                continue;
            var time = TimeZoneInfo.ConvertTime(said.At, context.Zone).ToString("HH:mm", CultureInfo.InvariantCulture);
            return new TalkSuggestion(
                line,
                row.IsReport ? $"Record {row.Name} {time}?" : $"Record {row.Name}?",
                row.Certainty
            );
        }

        return null;
    }

    // "We should", "if", "did not", "last week": a wish, a condition, a denial, another story.
    private static bool Unsure(TalkPattern row, string sentence, int at)
    {
        var before = sentence[..at];
        return Wish().IsMatch(before) || Elsewhere().IsMatch(sentence) || (!row.MayDeny && Denial().IsMatch(sentence));
    }

    private static bool Changes(string line, Incident incident, DecisionContext context)
    {
        var parsed = context.Read(line);
        // What is half a proof opens the form that asks for the other half.
        if (parsed.Refusal is { Code: "no-baseline" })
            return true;
        if (parsed.Command is not { } command || command is ShowForm)
            return false;
        var verdict = Decider.Run(incident, command, context);
        return verdict.Facts.Any(f => f.Fact is not IBookkeeping);
    }

    [GeneratedRegex(@"(?<=[.!?;])\s+|\n+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"\b(should|could|would|can|may|might|shall|must|if|when|once|unless|until|before|after|let'?s|lets|going to"
            + @"|gonna|will|i'll|we'll|try|trying|want|wants|need|needs|plan|planning|ready to|about to|maybe"
            + @"|consider|suggest|propose|wait(ing)? (for|until)|asked|ask)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Wish();

    [GeneratedRegex(
        @"\b(yesterday|last (week|month|time|year|night|incident)|previously|back then|days? ago|weeks? ago|months? "
            + @"ago|remember when|in staging|on staging|in dev|on my machine|locally)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Elsewhere();

    [GeneratedRegex(
        @"\b(not|never|no one|nobody|haven'?t|hasn'?t|didn'?t|don'?t|doesn'?t|isn'?t|wasn'?t|aren'?t|won'?t|can'?t"
            + @"|couldn'?t|cannot)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Denial();
}
