using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Resolving;

/// <summary>When it began, asked at the end if nobody has said: a report that counts from the declaration would say
/// less than the truth.</summary>
internal static class BeganQuestion
{
    private const string Text = "When did it begin? The report counts from there.";

    /// <summary>The question with its taps; null: it is known.</summary>
    public static ChatMessage? Ask(Incident incident, DecisionContext context)
    {
        var taps = Steps(incident, context).Select(step => new ChatAction(step.Label, step.Command)).ToArray();
        return taps.Length == 0 ? null : ChatMessage.Text(Text, taps);
    }

    /// <summary>The question as a sentence with a space before it; empty: it is known.</summary>
    public static string Words(Incident incident) => incident.StartedAt is null ? " " + Text : "";

    /// <summary>The times to choose from: what was recorded from before the declaration, else the declaration,
    /// another.</summary>
    public static IEnumerable<NextStep> Steps(Incident incident, DecisionContext context)
    {
        if (incident.StartedAt is not null || incident.DeclaredAt is not { } declared)
            yield break;
        // What was done against it was done after it began.
        var answered = incident.Mitigations.Select(change => change.StartedAt).Append(declared).Min();
        var before = incident.Log.Where(line => !line.Undone && line.At < answered).ToList();
        if (before.Count > 0)
            yield return At("It began", before.Min(line => line.At), context);
        else if (answered == declared)
            yield return At("At the declaration,", declared, context);
        yield return new NextStep("Another time", "started");
    }

    private static NextStep At(string label, DateTimeOffset at, DecisionContext context) =>
        new($"{label} {Times.Say(at, context)}", $"started {FactHash.Utc(at)}");
}
