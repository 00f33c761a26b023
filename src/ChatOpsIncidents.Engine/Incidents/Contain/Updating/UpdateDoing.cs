using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>What is being done, as a draft says it from the facts, and as those outside read it: they know neither our
/// names nor what we think of a cause.</summary>
internal static class UpdateDoing
{
    /// <summary>The sentence for those inside.</summary>
    public static string Of(Incident incident)
    {
        if (incident.ResolvedAt is not null)
            return UpdateDraft.IsProven(incident);
        if (incident.VerifyStartedAt is not null)
            return "The fix is in place; we are making sure that it holds.";
        if (incident.MitigatedAt is not null)
            return "The symptoms have stopped; we are making sure that they stay away.";
        if (incident.Running is { } running)
            return Inside(running);
        if (incident.WaitingFor is { } whom)
            return WaitsFor(whom);
        if (incident.ActiveHypothesis is { } theory)
            return Tests(theory);
        return BeforeAnyChange(incident);
    }

    /// <summary>The words for those outside, where what was said is a sentence of a draft; null: they are people's
    /// own.</summary>
    public static string? Outside(string said, Incident incident)
    {
        if (incident.Mitigations.Find(change => Inside(change) == said) is { } change)
            return MitigationKinds.Find(change.Kind) is { } kind ? $"We are {kind.Outward}." : null;
        if (incident.Hypotheses.Exists(theory => Tests(theory) == said))
            return "We are testing one possible cause.";
        return incident.WaitingFor is { } whom && WaitsFor(whom) == said ? "We are waiting for a supplier." : null;
    }

    /// <summary>Whether it is a sentence about what runs or is waited for, of a draft.</summary>
    public static bool IsOurs(string said, Incident incident) => Outside(said, incident) is not null;

    private static string Inside(Mitigation change) =>
        MitigationKinds.Find(change.Kind) is { } kind
            ? Sentence($"We are {kind.Inward.Replace("{0}", change.What, StringComparison.Ordinal)}")
            : Sentence($"In progress: {change.Kind} {change.What}");

    private static string WaitsFor(string whom) => Sentence($"We are waiting for {whom}");

    private static string Tests(Hypothesis theory) => Sentence($"We are testing one possible cause: {theory.Text}");

    private static string BeforeAnyChange(Incident incident)
    {
        if (incident.NoRollbackBecause is not null)
            return "Nothing can be rolled back; we are looking for another way to stop the damage.";
        if (incident.RollbackReviewed)
            return "We know what can be rolled back, and are stopping the damage.";
        return incident.Impact is not null
            ? "We are looking at what can be rolled back."
            : "We are finding out who is hit, and how badly.";
    }

    private static string Sentence(string text) => ReportOpening.Sentence(ShortText.Cut(text, UpdateDraft.LengthMax));
}
