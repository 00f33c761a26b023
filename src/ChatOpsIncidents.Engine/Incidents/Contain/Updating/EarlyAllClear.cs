using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>An update that says that it is over before recovery is proven: it is questioned, with a true wording that
/// is ready to be sent. To send it all the same is the lead's, and an override.</summary>
internal static class EarlyAllClear
{
    private static readonly Gate Gate = VerifiedRecoveryGate.Row;

    /// <summary>The words that say it too early; null: none do, or it is proven.</summary>
    public static string? In(string text, Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning || incident.IsVerified(context.Now) || incident.IsOpen(Gate.Code, context.Now))
            return null;
        return context.Policy.HardnessOf(Gate, incident.Severity) == Hardness.Off ? null : AllClearWords.Find(text);
    }

    /// <summary>The question.</summary>
    /// <param name="said">The words that say it.</param>
    /// <param name="ready">The update in a true wording.</param>
    /// <param name="edit">The line that opens it for editing.</param>
    /// <param name="anyway">The line that sends it as it is.</param>
    public static Reply Ask(string said, UpdateDraft ready, string edit, string anyway) =>
        Reply.Text(
            $"“{Markup.Clean(said)}” says that it is over, and recovery is not proven yet. Ready, and true:\n"
                + $"> {Markup.Clean(ready.What)}\n> {Markup.Clean(ready.Impact)}\n> {Markup.Clean(ready.Doing)}",
            new ChatAction("Send the true one", ready.ToWords(), ActionStyle.Primary),
            new ChatAction("Edit", edit),
            new ChatAction("Send anyway", anyway)
        );

    /// <summary>The same update, where the parts that say it too early are those that the facts give.</summary>
    public static UpdateDraft Ready(UpdateDraft typed, Incident incident, DecisionContext context)
    {
        var facts = UpdateDraft.Of(incident, context);
        return new UpdateDraft(
            True(typed.What, facts.What, incident.Id),
            True(typed.Impact, facts.Impact, UpdateDraft.IsUnknown),
            True(typed.Doing, facts.Doing, "We are making sure that it stays so."),
            typed.Next is "none" ? facts.Next : typed.Next
        );
    }

    /// <summary>That it was sent all the same; it opens no gate.</summary>
    public static NewFact Override(string said, DecisionContext context) =>
        new GateOverridden(Gate.Code, $"an update said “{said}” before recovery was proven", context.Now);

    private static string True(string typed, string ofFacts, string otherwise)
    {
        if (AllClearWords.Find(typed) is null)
            return typed;
        return AllClearWords.Find(ofFacts) is null ? ofFacts : otherwise;
    }
}
