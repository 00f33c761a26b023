using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary>What is answered to a text that was kept and reads as blame: which words, and how else to say it.</summary>
internal static class BlameAnswer
{
    /// <summary>The decision, its answer with the mark where there is one.</summary>
    /// <param name="decision">What was decided; a refusal stays as it is.</param>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="incident">Where it was written.</param>
    /// <param name="again">The way to say it anew.</param>
    public static Decision With(Decision decision, string text, Incident incident, ChatAction again) =>
        decision.Facts is [var first, ..] && BlameLint.Line(text, Names(incident)) is { } line
            ? decision with
            {
                Reply = Reply.Text(
                    $"{ShortText.Cut(Markup.Clean(first.Event.Describe()), 300)}\n{Markup.Clean(line)}",
                    again
                ),
            }
            : decision;

    /// <summary>Where a text reads as blame; none: it reads well.</summary>
    public static BlameMark[] Marks(string text, Incident incident) => BlameLint.Of(text, Names(incident));

    // People write of others by the name that they call them by.
    private static IEnumerable<string> Names(Incident incident) =>
        incident
            .Roles.Values.Select(person => person.Name)
            .Concat(incident.Log.Select(line => line.By.Name))
            .Distinct()
            .SelectMany(name => new[] { name, name.Split(' ')[0] });
}
