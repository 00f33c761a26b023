using ChatOpsIncidents.Engine.Chat;
using static ChatOpsIncidents.Engine.Order.Steps.Guidance;

namespace ChatOpsIncidents.Engine.Order.Steps;

/// <summary>What it looks like, and what each of the answers asks for first.</summary>
internal static class PathGuidance
{
    /// <summary>The three paths, and that nobody knows; asked once.</summary>
    public static Guidance Ask(Incident incident) =>
        new(
            "What does it look like? Each answer has its own first step.",
            Leader(incident),
            null,
            [
                Main("A deploy or change", "path change"),
                new ChatAction("A supplier", "path supplier"),
                new ChatAction("Data is wrong", "path data"),
                new ChatAction("Not known", "path unknown"),
            ]
        );

    /// <summary>It is a supplier's, and nobody waits for them yet.</summary>
    public static Guidance Supplier(Incident incident) =>
        new(
            "Call or write to the supplier, then wait with a check; people hear that it is not ours to mend.",
            Leader(incident),
            null,
            [
                Main("Wait for them", "wait"),
                new ChatAction("Tell people", "update"),
                new ChatAction("Switch over", "mitigate kind: failover"),
                new ChatAction("Nothing helps", "mitigate none"),
            ]
        );
}
