using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>An update as each reads it, side by side, before it goes anywhere.</summary>
public static class UpdatePreview
{
    private static readonly Wording[] Order = [Wording.Leadership, Wording.Support, Wording.Engineers, Wording.Public];

    /// <summary>The preview, with the buttons that send or open it.</summary>
    /// <param name="sent">What would be sent.</param>
    /// <param name="incident">The incident before it.</param>
    /// <param name="line">The line that would send it.</param>
    /// <param name="context">Who asks.</param>
    public static Reply Of(StakeholderUpdateSent sent, Incident incident, UpdateLine line, DecisionContext context)
    {
        var after = sent.Fold(incident, Recorded(sent, incident, context));
        var told = sent.Audiences ?? [];
        var message = new ChatMessage
        {
            Title = $"Update {sent.Number} of {incident.Id}, as each reads it",
            Body = "Nothing is sent yet.",
            Facts = [.. Order.Select(wording => Fact(wording, after, sent, told, context))],
            Actions =
            [
                new ChatAction("Send it", line.ToWords(), ActionStyle.Primary),
                new ChatAction("Edit", line.ToWords("edit")),
                new ChatAction("Who is told", "plan"),
            ],
            Footer = InformEffects.Going(incident, told) is null
                ? "It goes to the room, and to where the incident is announced."
                : "It goes to the room, to where the incident is announced, and to the places named here.",
        };
        return new Reply { Message = message };
    }

    private static ChatFact Fact(
        Wording wording,
        Incident after,
        StakeholderUpdateSent sent,
        IReadOnlyList<AudienceTold> told,
        DecisionContext context
    )
    {
        var readers = told.Where(one => after.AudienceOf(one.Name)?.Row.Reads == wording).ToList();
        var update = after.Updates[^1] with { NextAt = readers.Count > 0 ? readers[0].NextAt : sent.NextAt };
        var reads = UpdateRenderings.For(after, update, sent.Number, context)(wording);
        return new ChatFact(Label(wording, readers.Count > 0), $"{Text(reads)}{Where(readers, after)}");
    }

    private static string Label(Wording wording, bool isTold) => isTold ? $"{wording}" : $"{wording} (not due now)";

    private static string Where(IReadOnlyList<AudienceTold> readers, Incident after)
    {
        var places = readers
            .Select(one => after.AudienceOf(one.Name)!.Row)
            .Where(row => row.Places.Count > 0)
            .Select(row => InformEffects.Where(row));
        var list = string.Join(", ", places);
        return list.Length == 0 ? "" : $"\n→ {list}";
    }

    private static string Text(ChatMessage reads) =>
        string.Join(
            '\n',
            new[] { reads.Title is { } title ? Markup.Bold(title) : null, reads.Body }
                .Concat(reads.Facts.Select(fact => $"{fact.Label}: {fact.Value}"))
                .OfType<string>()
        );

    private static Recorded Recorded(StakeholderUpdateSent sent, Incident incident, DecisionContext context) =>
        new(incident.Seq + 1, sent, context.By, context.Now, context.Now, context.Source, null, false);
}
