using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Order.Steps;

/// <summary>What happens when the hold time is over, said truly: whether monitoring looks, or nobody but
/// people.</summary>
internal static class RecoveryPromise
{
    private const int LabelMax = 40;

    /// <summary>One sentence with marks.</summary>
    public static string Of(Incident incident, DateTimeOffset until)
    {
        var at = Markup.Time(until);
        if (!incident.IsWatched)
            return $"Nobody but people looks: at {at} you are asked to look once more. It never resolves on silence.";
        return incident.Armed is { } armed
            ? $"Resolves itself at {at} if the checks hold; wakes {Markup.Clean(armed.By.Name)} if not."
            : $"Proven at {at} if the checks hold.";
    }

    /// <summary>The question after the hold time.</summary>
    public static string Question(Incident incident) =>
        incident.LastSeen is { } seen
            ? $"The hold time is over, and nobody but people looks. Look once more: is it still {Markup.Clean(seen)}?"
            : "The hold time is over, and monitoring does not show it. Look once more: is it as before?";

    /// <summary>Its answers.</summary>
    public static ChatAction[] Answers(Incident incident, bool isMain = true)
    {
        var still = incident.LastSeen is { } seen
            ? ShortText.Cut(MeasuredValue.In(seen)?.Text ?? seen, LabelMax)
            : "as before";
        var label = incident.Armed is null ? $"Still {still}" : $"Still {still}: resolve";
        return
        [
            new ChatAction(label, "verify still", isMain ? ActionStyle.Primary : ActionStyle.Default),
            new ChatAction("Not any more", "verify gone"),
        ];
    }
}
