using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary><c>/incident action none needed, because the supplier has changed it</c></summary>
/// <param name="Because">The reason.</param>
public sealed partial record NeedNoActions(string Because) : IncidentCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (ReviewPhase.NotNow(incident, context) is { } no)
            return no;
        return incident.NoActionsBecause == Because
            ? Decision.NothingToDo
            : Decision.Accept(new NoActionsNeeded(Because));
    }

    /// <summary>The reason in <c>none needed, because …</c>; null: the words say something else.</summary>
    /// <returns>An empty reason where none is given.</returns>
    internal static string? ReasonIn(string words) =>
        NoneForm().Match(words) is { Success: true } none ? none.Groups["why"].Value.Trim() : null;

    internal static Parsed Read(string words) =>
        ReasonIn(words) switch
        {
            { Length: > 0 } why => new NeedNoActions(why),
            _ => NoReason("action none"),
        };

    /// <summary>A reason is missing.</summary>
    internal static Refusal NoReason(string line) =>
        new(
            "needs-because",
            "Say why none is needed: the reason stands in the review.",
            new NextStep("Type", $"{line} needed, because <why>"),
            new NextStep("Add an action", "action")
        );

    [GeneratedRegex(
        """
            ^none(?:[ ]is|[ ]are)?(?:[ ]needed|[ ]necessary|[ ]required)?    # that none is needed
            \s*[,;:.]?\s*(?:because(?:[ ]of)?|since|as)?\b\s*
            (?<why>.*)$                                                      # and why
            """,
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.Singleline
            | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex NoneForm();
}

/// <summary>Nothing is to be changed, for a reason.</summary>
public sealed record NoActionsNeeded(string Because) : IncidentEvent, IMilestone, IChangesReport, IUndoable
{
    IEnumerable<Milestone> IMilestone.Reached(Recorded recorded) =>
        recorded.By.IsHuman ? [Milestone.ActionsSettled] : [];

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { NoActionsBecause = Because };

    /// <inheritdoc/>
    public override string Describe() => $"No action is needed: {Because}";
}
