using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Mitigating;

/// <summary><c>/incident wait Stripe https://status.stripe.com check 15m</c></summary>
/// <param name="Whom">Whom outside; at most a few words.</param>
/// <param name="Url">Their ticket or status page; null: none.</param>
/// <param name="Check">After how long to ask again; null: the policy's.</param>
public sealed record WaitForOthers(string Whom, string? Url, TimeSpan? Check) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("wait", "<whom> [link] [check <duration>]", "Wait for somebody outside, with a check-in", Read)
        {
            Synonyms = ["waiting"],
            Keys = ["whom", "link", "check", "news"],
            Example = "wait Stripe https://status.stripe.com check 15m",
        };

    /// <summary>It answers a question that was asked while we waited: whether it works again; null: it is no
    /// answer.</summary>
    public bool? WorksAgain { get; init; }

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        if (WorksAgain is not null && incident.WaitingFor != Whom)
            return NotAnyMore();
        if (WorksAgain is true)
            return Decision.Accept(new WaitEnded(Whom, true, ""));
        var again = incident.WaitingFor == Whom ? incident.WaitEvery : null;
        var checkAt = context.Now + (Check ?? again ?? context.Policy.WaitCheck);
        var same = incident.WaitingFor == Whom && incident.Deadlines.GetValueOrDefault(DeadlineNames.Wait) == checkAt;
        return same
            ? Decision.NothingToDo
            : Decision.Accept(new WaitStarted(Whom, Url, checkAt, incident.WaitingFor == Whom));
    }

    // The question may stand in a message of an hour ago.
    private Refusal NotAnyMore() =>
        new(
            "not-waiting",
            $"Nobody waits for {Markup.Clean(Whom)} any more; nothing was changed.",
            new NextStep("Show status", "status"),
            new NextStep("Wait again", $"wait {Whom}")
        );

    /// <summary>Time to ask whether those outside have answered.</summary>
    public static Decision AskAgain(Incident incident, string rest, DecisionContext context)
    {
        if (
            incident.WaitingFor is not { } whom
            || (incident.Lead ?? incident.DeclaredBy) is not { IsHuman: true } asked
        )
            return Decision.NothingToDo;
        if (!incident.MayNagBesides(asked.Id, UpdateLadder.Writer(incident), context.Now, context.Policy))
            return Decision.Accept(NagDeferred.Of(incident, DeadlineNames.Wait, asked.Id, context.Now, context.Policy));
        return Decision.Accept(
            new WaitAskedAgain(whom, asked, context.Now + (incident.WaitEvery ?? context.Policy.WaitCheck))
        ) with
        {
            Effects =
            [
                new Effect.Direct(
                    asked.Id,
                    ChatMessage.Text(
                        AnsweredWaits.Question(incident.Id, whom),
                        new ChatAction("Still waiting", $"wait {whom} news: none", ActionStyle.Primary),
                        new ChatAction("It works again", $"wait {whom} news: works")
                    ),
                    AnsweredWaits.KeyOf(incident.Seq + 1)
                )
                {
                    IsEdited = true,
                },
            ],
        };
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var words = line.RestWords.ToList();
        var check = line["check"];
        var at = words.FindLastIndex(word => word.Equals("check", StringComparison.OrdinalIgnoreCase));
        if (check is null && at >= 0 && Times.Duration(string.Join(' ', words.Skip(at + 1))) is not null)
        {
            check = string.Join(' ', words.Skip(at + 1));
            words.RemoveRange(at, words.Count - at);
        }

        var link = Links.Find(words) ?? (line["link"] is { } keyed ? Links.Of(keyed) : null);
        var whom =
            line["whom"] ?? string.Join(' ', words.Where(word => Links.Of(word) is null).Where(word => word != "for"));
        if (whom.Length == 0)
            return Parsed.Ask((incident, asked) => MitigationForms.Wait(incident, asked.Catalog));
        if (check is null || Times.Duration(check) is not null)
        {
            return new WaitForOthers(whom, link, check is null ? null : Times.Duration(check))
            {
                WorksAgain = line["news"] is { } news ? news == "works" : null,
            };
        }

        return new Refusal(
            "no-duration",
            $"“{check}” is no duration. Say 15m or 1h.",
            new NextStep("Type", $"wait {whom} check <15m>")
        )
        {
            Fields = new Dictionary<string, string> { ["check"] = "Say 15m or 1h." },
        };
    }
}

/// <summary>We wait for somebody outside.</summary>
/// <param name="Whom">Those outside.</param>
/// <param name="Url">Their ticket or status page; null: none.</param>
/// <param name="CheckAt">When it is asked whether they have answered.</param>
/// <param name="Again">We waited for them already; the room has heard it.</param>
public sealed record WaitStarted(string Whom, string? Url, DateTimeOffset CheckAt, bool Again = false)
    : IncidentEvent,
        IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (
            before with
            {
                WaitingFor = Whom,
                WaitAskedBy = null,
                WaitEvery = CheckAt - recorded.RecordedAt,
                Path = before.Path ?? IncidentPath.Supplier,
            }
        ).Due(DeadlineNames.Wait, CheckAt);

    /// <inheritdoc/>
    public override string Describe()
    {
        var waiting = Again ? "Still waiting" : "Waiting";
        var link = Url is null ? "" : $" ({Url})";
        return $"{waiting} for {Whom}{link}";
    }

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Again ? Loudness.CardOnly : Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        base.Announce(after, recorded) with
        {
            Footer = $"Asked again at {Markup.Time(CheckAt)}.",
        };
}

/// <summary>Somebody was asked whether those outside have answered.</summary>
/// <param name="Whom">Those outside.</param>
/// <param name="Of">Who was asked.</param>
/// <param name="NextAt">When it is asked next.</param>
public sealed record WaitAskedAgain(string Whom, Person Of, DateTimeOffset NextAt) : IncidentEvent, INags
{
    IEnumerable<string> INags.Nagged => [Of.Id];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        (before with { WaitAskedBy = recorded.Seq }).Due(DeadlineNames.Wait, NextAt);

    /// <inheritdoc/>
    public override string Describe() => $"Asked whether there is news from {Whom}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;
}

/// <summary>Those outside have answered.</summary>
public sealed record WaitEnded(string Whom, bool Recovered, string Observed) : IncidentEvent, INews
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var after = (before with { WaitingFor = null, WaitAskedBy = null }).NotDue(DeadlineNames.Wait);
        return Recovered
            ? Recovery.Stopped(after, recorded.ObservedAt) with
            {
                HelpedOutside = after.HelpedOutside.Remove(Whom).Add(Whom),
            }
            : after;
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"No longer waiting for "
        + $"{Whom}{(Recovered ? "; it works again" : "")}{(Observed.Length > 0 ? $": {Observed}" : "")}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}
