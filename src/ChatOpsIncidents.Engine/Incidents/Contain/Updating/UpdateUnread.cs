using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>An update that nobody could read: it does not count.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Why">The reason, in one plain sentence.</param>
/// <param name="DueAt">Since when the next one is due; null: none is.</param>
public sealed record UpdateUnread(int Number, string Why, DateTimeOffset? DueAt) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        Number != before.Updates.Count
            ? before
            : before with
            {
                Updates = before.Updates.RemoveAt(Number - 1),
                UpdatePromise = new UpdatePromise(DueAt, recorded.Seq),
            };

    /// <inheritdoc/>
    public override string Describe() => $"Update {Number} reached nobody ({Why}); it does not count";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;

    /// <inheritdoc/>
    public override ChatMessage Announce(Incident after, Recorded recorded) =>
        ChatMessage.Text($"{Markup.Clean(Describe())}. Please send it again.", new ChatAction("Update", "update"));
}
