using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary>At Minor it is asked once whether it came in by the right way, as soon as there is somebody to ask.
/// </summary>
public sealed class ReportingComesUp : IReaction
{
    /// <inheritdoc/>
    public Decision React(Incident before, Incident after, IReadOnlyList<Recorded> facts, DecisionContext context)
    {
        var isTicket = after is { IsTicket: true, Severity: Severity.Minor, IsDrill: false, Reporting: null };
        var isSomebodyThere = after.DeclaredBy is { IsHuman: true } || after.Lead is not null || after.Joined.Count > 0;
        return isTicket && isSomebodyThere && after.IsRunning
            ? Decision.Follow(new ReportingAsked(after.Via ?? "chat"))
            : Decision.NothingToDo;
    }
}

/// <summary><c>/incident ticket reporting wrong the form of the support desk</c></summary>
/// <param name="IsRight">It came in by the right way.</param>
/// <param name="Better">Where it belongs; empty: it is right.</param>
public sealed record ReviewReporting(bool IsRight, string Better) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsTicket)
            return FollowTicket.NoTicket(incident);
        if (incident.Reporting is { } known && known.IsRight == IsRight && known.Better == Better)
            return Decision.NothingToDo;
        var way = incident.Reporting?.Way ?? incident.Via ?? "chat";
        return Decision.Accept(new ReportingReviewed(IsRight, Better, way));
    }

    internal static Parsed Read(CommandLine line) =>
        line.RestWords.ElementAtOrDefault(1)?.ToLowerInvariant() switch
        {
            "right" or "yes" => new ReviewReporting(true, ""),
            "wrong" or "no" when line.RestAfter(2) is { Length: > 0 } better => new ReviewReporting(false, better),
            _ => Parsed.Ask((_, _) => Ask()),
        };

    private static Form Ask() =>
        new()
        {
            Verb = "ticket",
            Title = "A better way to report it",
            Intro = "The next one like it is then reported where it is seen in time.",
            Lead = "reporting wrong",
            Fields =
            [
                new FormField
                {
                    Key = "rest",
                    Label = "Where does it belong?",
                    Example = "the form of the support desk",
                },
            ],
        };
}

/// <summary>How news of an incident comes in, in words.</summary>
internal static class ReportingWays
{
    /// <summary>As part of a sentence: reported by …</summary>
    public static string Say(string via) =>
        via switch
        {
            "alert" => "an alert",
            "phone" => "phone",
            "email" => "mail",
            "ticket" => "a ticket",
            _ => "chat",
        };
}

/// <summary>It was asked whether the way by which it was reported is the right one.</summary>
/// <param name="Way">How it was reported: <c>chat</c>, <c>phone</c>, <c>email</c>, <c>ticket</c>, <c>alert</c>.</param>
public sealed record ReportingAsked([property: Code] string Way) : IncidentEvent, IBookkeeping, ILivingMessage
{
    string? ILivingMessage.MessageKey => "reporting";

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Reporting = new ReportingState(Way),
        };

    /// <inheritdoc/>
    public override string Describe() => "Asked in the card's thread: was it reported in the right place?";

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text(
            $"It is a ticket of normal priority. It was reported by {ReportingWays.Say(Way)}: was that the right way?",
            new ChatAction("Yes", "ticket reporting right"),
            new ChatAction("No, it belongs elsewhere", "ticket reporting wrong")
        );
}

/// <summary>Whether the way by which it was reported is the right one; where it is not, that is a finding.</summary>
/// <param name="IsRight">It is.</param>
/// <param name="Better">Where it belongs; empty: it is right.</param>
/// <param name="Way">How it was reported, as <see cref="ReportingAsked.Way"/>.</param>
public sealed record ReportingReviewed(bool IsRight, string Better, [property: Code] string Way)
    : IncidentEvent,
        ILivingMessage,
        IUndoableWhileLast
{
    string? ILivingMessage.MessageKey => "reporting";

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            Reporting = new ReportingState(Way) { IsRight = IsRight, Better = Better },
            Findings = IsRight ? before.Findings : before.Findings.Add(new Finding("gap", Describe(), recorded.By)),
        };

    /// <inheritdoc/>
    public override string Describe() =>
        IsRight
            ? "It was reported in the right place"
            : $"It was reported by {ReportingWays.Say(Way)}; it belongs in {Better}";
}
