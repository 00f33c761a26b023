using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>The daily digest: what wakes nobody, once a day in one message.</summary>
public static class DigestView
{
    private const int LinesMax = 20;

    /// <summary>The message.</summary>
    /// <param name="day">Its day, in the installation's zone.</param>
    /// <param name="incidents">What it names, newest first; none of them private, at least one.</param>
    /// <param name="now">The time, UTC.</param>
    public static ChatMessage Render(DateOnly day, IReadOnlyList<IncidentSummary> incidents, DateTimeOffset now) =>
        new()
        {
            Title =
                $"Digest of {day.ToString("d MMMM", CultureInfo.InvariantCulture)}: "
                + (incidents.Count == 1 ? "one minor incident" : $"{incidents.Count} minor incidents"),
            Body =
                string.Join('\n', incidents.Take(LinesMax).Select(one => IncidentList.Line(one, now)))
                + (incidents.Count > LinesMax ? $"\n… and {incidents.Count - LinesMax} more" : ""),
            Actions = [.. IncidentList.Buttons(incidents)],
            Footer = "Nothing here is urgent. Nobody was woken.",
        };
}

/// <summary>The clock asks for a day's digest to be posted; by way of one of the incidents that stand in it.</summary>
/// <param name="Day">Its day.</param>
/// <param name="Message">The digest.</param>
public sealed record PostDigest(DateOnly Day, ChatMessage Message) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        incident.IsPrivate
            ? Decision.NothingToDo
            : Decision.NothingToDo with
            {
                Effects =
                [
                    new Effect.Post(
                        new Destination("announce"),
                        Message,
                        $"digest-{Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
                    ),
                ],
            };
}
