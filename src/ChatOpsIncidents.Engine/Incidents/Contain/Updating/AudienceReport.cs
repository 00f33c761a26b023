using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>The issue report for the audiences of the plan: as it is for those inside, without names of ours for
/// support. The public reads no report that nobody has read over.</summary>
internal static class AudienceReport
{
    /// <summary>At the recovery, for those who were told of the incident, with thanks to those named: nothing more
    /// follows.</summary>
    public static IEnumerable<Effect> AtRecovery(
        Incident after,
        string names,
        Recorded recorded,
        DecisionContext context
    )
    {
        var told = after.Plan.Where(one => one.SentAt is not null);
        var thanks = $"Regular updates have stopped. Thanks to {Markup.Clean(names)}.";
        return To(told, after, IssueReport.Message(after) with { Footer = thanks }, recorded, context);
    }

    /// <summary>When it is shared, for all but those who hear only of what names them; who can press a button says that
    /// they have read it.</summary>
    public static IEnumerable<Effect> Shared(Incident after, Recorded recorded, DecisionContext context)
    {
        var told = after.Plan.Where(one => !one.Row.IsByName || one.SentAt is not null);
        var page = context.Policy.PageOf(after.Id) is { } url ? $" {Markup.Link(url, "Open the page")}." : "";
        var report = IssueReport.Message(after, ReportShared.Read) with
        {
            Footer = $"Shared by {Markup.Clean(recorded.By.Name)}.{page}",
        };
        return To(told, after, report, recorded, context);
    }

    private static IEnumerable<Effect> To(
        IEnumerable<AudienceState> audiences,
        Incident after,
        ChatMessage report,
        Recorded recorded,
        DecisionContext context
    )
    {
        ChatMessage? Say(Wording wording) =>
            wording switch
            {
                Wording.Public => null,
                Wording.Support => Outward(after, report, context.Catalog),
                _ => report,
            };
        return audiences
            .SelectMany(one => InformEffects.Of(after, one, Say, recorded, context))
            .Where(effect => effect is not Effect.Inform { Way: UpdateWays.StatusPage });
    }

    private static ChatMessage Outward(Incident after, ChatMessage report, Catalog catalog) =>
        new()
        {
            Title = $"{after.Id}: how it ended, in words for outside",
            Body = OutwardText.Of(Markup.Plain(report.Body), after, catalog),
            Actions = report.Actions,
            Tone = report.Tone,
        };
}
