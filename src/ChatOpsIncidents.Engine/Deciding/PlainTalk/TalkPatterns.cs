using System.Globalization;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Deciding.PlainTalk;

/// <summary>A row of the table: how people say something, and the command that records it.</summary>
/// <param name="Name">For the button: <c>rollback</c>.</param>
/// <param name="Form">How it is said.</param>
/// <param name="Certainty">0 to 1, for a sentence that fits.</param>
/// <param name="Line">The command line; null: it does not fit the incident as it stands.</param>
public sealed record TalkPattern(string Name, Regex Form, double Certainty, Func<TalkMatch, string?> Line)
{
    /// <summary>It was done already; the line says when.</summary>
    public bool IsReport { get; init; }

    /// <summary>A "not" belongs to it: "did not help".</summary>
    public bool MayDeny { get; init; }
}

/// <summary>A sentence that fits a row.</summary>
public sealed record TalkMatch(Match Match, string Sentence, Incident Incident, DecisionContext Context)
{
    /// <summary>A part of the match, up to the end of its clause, without article; empty: none.</summary>
    public string Part(string name) => TalkPatterns.Clause(Match.Groups[name].Value);

    /// <summary>When it was: as the sentence says, else now.</summary>
    public DateTimeOffset At => TimeClause.In(TalkPatterns.WithoutTail(Sentence), Context).At ?? Context.Now;

    /// <summary>The words that say when.</summary>
    public string When => "at " + At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture) + "Z";
}

/// <summary>What plain talk means, in one table; the first row that fits counts.</summary>
public static partial class TalkPatterns
{
    private const string Causes =
        "database|db|dns|cache|redis|postgres|mysql|kafka|queue|network|certificate|cert|tls|disk|memory|cpu|load "
        + "balancer|lb|cdn|deploy(ment)?"
        + "|release|config(uration)?|migration|index|query|connection pool|pool|timeout|firewall|cron( "
        + "?job)?|flag|feature flag|provider|supplier"
        + "|stripe|aws|gcp|azure|cloudflare|third[- ]party|upstream|memory "
        + "leak|leak|lock|deadlock|traffic|bot|ddos|token|secret|key|quota|limit"
        + "|proxy|gateway|ingress|node|cluster|replica|leader|version|library|dependency";

    private const string Dashboards =
        @"https?://\S*(grafana|kibana|datadog|dashboard|prometheus|splunk|sentry"
        + @"|jaeger|honeycomb|newrelic|cloudwatch|graph)\S*";

    /// <summary>The rows, the surest first.</summary>
    public static IReadOnlyList<TalkPattern> Rows { get; } =
    [
        Done(
            "rollback",
            @"\b(rolled back|reverted) (?<what>([^\s,;!]+ ){1,4}?)to (?<to>[\w./-]+)",
            0.95,
            m => $"rollback {m.Part("what")} to {m.Part("to")}"
        ),
        Done(
            "rollback",
            @"\b(rolled back|reverted) (?<what>([^.;!\n]|\.(?=\S))+)",
            0.85,
            m => m.Part("what") is { Length: > 0 } what ? $"rollback {what}" : null
        ),
        new(
            "rollback",
            Of(@"\b(rolling back|reverting) (?<what>([^.;!\n]|\.(?=\S))+)"),
            0.8,
            m => m.Part("what") is { Length: > 0 } what ? $"rollback {what}" : null
        ),
        Done(
            "flag off",
            @"\b(turned|switched|flipped) off (?<what>([^.;!\n]|\.(?=\S))+)|\bdisabled "
                + @"(?<what>([^.;!\n]|\.(?=\S))+)|\b(turned|switched|flipped) (?<what>([^.;!\n]|\.(?=\S))+?) off\b",
            0.85,
            m => Change("flag-off", m)
        ),
        Done("failover", @"\bfailed over (?<what>([^.;!\n]|\.(?=\S))+)", 0.9, m => Change("failover", m)),
        Done(
            "scale",
            @"\bscaled (up|out|down) (?<what>([^.;!\n]|\.(?=\S))+)|\bscaled (?<what>([^.;!\n]|\.(?=\S))+)",
            0.85,
            m => Change("scale", m)
        ),
        Done(
            "restart",
            @"\b(restarted|rebooted|bounced|recycled) (?<what>([^.;!\n]|\.(?=\S))+)",
            0.85,
            m => Change("restart", m)
        ),
        Done(
            "block",
            @"\b(blocked|banned) (?<what>(the )?(ip|traffic|requests?|bots?|range|country|user "
                + @"agent)([^.;!\n]|\.(?=\S))*)",
            0.8,
            m => Change("block", m)
        ),
        Done(
            "read-only",
            @"\bput (?<what>([^.;!\n]|\.(?=\S))+?) (in|into|to) read[- ]only",
            0.9,
            m => Change("read-only", m)
        ),
        Done(
            "stop",
            @"\b(stopped|paused|drained) (?<what>(the )?([^.;!\n]|\.(?=\S))*(worker|job|consumer|cron|queue"
                + @"|import|batch|pipeline|node)s?\b([^.;!\n]|\.(?=\S))*)",
            0.8,
            m => Change("stop", m)
        ),
        Done(
            "fix",
            @"\b(deployed|shipped|pushed|released) (a |the )?(hot ?)?fix\b(?<what>([^.;!\n]|\.(?=\S))*)",
            0.8,
            m => $"mitigate fix-forward {(m.Part("what") is { Length: > 0 } what ? what : "the fix")} {m.When}"
        ),
        new(
            "outcome",
            Of(
                @"\b(no effect|did(n'?t| not) (help|work|change)|still (failing|broken|down|erroring"
                    + @"|seeing)|no change|made it worse|got worse)\b"
            ),
            0.8,
            m => Outcome("failed", m)
        )
        {
            IsReport = true,
            MayDeny = true,
        },
        new(
            "outcome",
            Of(
                @"^(ok |okay |great,? |nice,? )?(that|this|it) (worked|did it|fixed it|helped)\b"
                    + @"|\b(errors?|latency|error rate|error ratio|traffic|metrics|graphs?|everything|payments"
                    + @"|checkout)( is| are|'s)? (all )?(back|down) (to|at) (normal|baseline|zero)"
                    + @"|\b(errors?|alerts?) (are |have )?(gone|cleared|stopped|dropped)\b"
                    + @"|\b(is|are) back to normal\b|\brecovered\b"
            ),
            0.8,
            m => Outcome("worked", m)
        )
        {
            IsReport = true,
        },
        new("proof", Of($@"(?<link>{Dashboards})"), 0.75, Proof) { MayDeny = true },
        new(
            "symptom",
            Of(
                @"(?<!still )\b(seeing|getting|there are|we have|observing) (?<what>([^.;!\n]"
                    + @"|\.(?=\S))*\b(5\d\ds?|timeouts?|errors?|failures?|exceptions?|latency|4\d\ds?)\b([^.;!\n]"
                    + @"|\.(?=\S))*)"
            ),
            0.75,
            m => $"symptom {m.Match.Groups["what"].Value.Trim()}"
        ),
        new(
            "start",
            Of(@"\b(started|began|since) (at |around |about )?(?<time>\d{1,2}:\d{2}(:\d{2})?( ?(z|utc))?)\b"),
            0.8,
            m => m.Incident.StartedAt is null ? $"started {m.Match.Groups["time"].Value}" : null
        ),
        new(
            "wait",
            Of(@"\b(waiting|we wait) (for|on) (?<whom>(the )?[A-Z][\w-]*( support| engineers?)?)\b", RegexOptions.None),
            0.75,
            m => $"wait {m.Part("whom")}"
        ),
        new(
            "theory",
            Of(
                $@"\b(it'?s|it is|it was|must be|i think it'?s|i bet it'?s|probably|caused by|root cause "
                    + $@"is|culprit is)( (the|a|an|our|probably|definitely|clearly))* (?<what>([\w-]+ "
                    + $@")?({Causes})\b([^.;!\n]|\.(?=\S))*)"
            ),
            0.8,
            m => Theory(m)
        ),
    ];

    /// <summary>The words up to the end of the clause, without an article.</summary>
    internal static string Clause(string text)
    {
        var cut = ClauseEnd().Split(text.Trim(), 2)[0].Trim(' ', ',', '.', ':', '"', '\'');
        return Article().Replace(cut, "");
    }

    /// <summary>The sentence up to its time: “… at 09:25 already” says when, and “already” adds nothing.</summary>
    internal static string WithoutTail(string sentence) => Tail().Replace(sentence.TrimEnd('.', '!', ' '), "");

    private static TalkPattern Done(string name, string form, double certainty, Func<TalkMatch, string?> line) =>
        new(name, Of(form), certainty, m => line(m) is { } found ? Timed(found, m) : null) { IsReport = true };

    private static string Timed(string line, TalkMatch match) => line.EndsWith('Z') ? line : $"{line} {match.When}";

    private static string? Change(string kind, TalkMatch match) =>
        match.Part("what") is { Length: > 0 } what ? $"mitigate {kind} {what} {match.When}" : null;

    private static string? Outcome(string outcome, TalkMatch match)
    {
        // With several running nobody can tell which one is meant.
        Mitigation[] running = [.. match.Incident.RunningChanges];
        if (running.Length > 1)
            return null;
        if (running is [var one])
            return $"outcome #{one.Number} {outcome} {match.Sentence.TrimEnd('.', '!')} " + $"{match.When}";
        return outcome == "worked" && match.Incident is { MitigatedAt: null, EndedAt: null }
            ? "ended " + match.When[3..]
            : null;
    }

    // A dashboard with a value proves recovery once the bleeding has stopped; before that it is evidence.
    private static string? Proof(TalkMatch match)
    {
        var link = match.Match.Groups["link"].Value.TrimEnd('.', ',', '>', ')');
        var seen = match
            .Sentence.Replace(match.Match.Groups["link"].Value, "")
            .Replace("  ", " ")
            .Trim(' ', '.', ':', ',', '<', '>');
        if (match.Incident.MitigatedAt is not null && seen.Any(char.IsDigit))
            return $"verify manual {link} {seen}";
        return $"evidence {link} {seen}".TrimEnd();
    }

    private static string? Theory(TalkMatch match)
    {
        var what = match.Part("what");
        return match.Incident.Hypotheses.Any(h => h.Text.Contains(what, StringComparison.OrdinalIgnoreCase))
            ? null
            : $"hypothesis {what}";
    }

    private static Regex Of(string form, RegexOptions more = RegexOptions.IgnoreCase) =>
        new(form, more | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    [GeneratedRegex(
        @",|\s[-(]\s?|\s(and|but|because|so|since|which|as|just now|now|at \d[\d:]*|\d+ ?m(in)?s? ago|again|already"
            + @"|for now|to see|in case|@)\b|\s@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ClauseEnd();

    [GeneratedRegex(
        @"([ ,]+(already|myself|ourselves|now|though|btw|by the way|fyi|just in case|to be safe))+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Tail();

    [GeneratedRegex(
        "^(the|a|an|our|my|that|this) ",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Article();
}
