using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Outbound;

/// <summary>What an answer means for the effect that was carried out.</summary>
internal static class OutboundEnds
{
    private static readonly TimeSpan LimitedWait = TimeSpan.FromSeconds(30);
    private const int SaidMax = 200;

    /// <summary>The end.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="name">The system, as people call it.</param>
    /// <param name="pause">Whom a limit concerns.</param>
    public static AttemptEnd Of(OutboundAnswer answer, string name, string pause) =>
        answer.IsTaken ? new AttemptEnd.Done() : Failed(answer, name, pause, answer.Body);

    /// <summary>What an answer that is no success means.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="name">The system, as people call it.</param>
    /// <param name="pause">Whom a limit concerns.</param>
    /// <param name="said">What it says of it; null: nothing.</param>
    public static AttemptEnd Failed(OutboundAnswer answer, string name, string pause, string? said)
    {
        if (answer.IsLimited)
        {
            var wait = answer.RetryAfter ?? LimitedWait;
            return new AttemptEnd.TryAgain(wait, $"{name} is limited by its pace.", Key: pause);
        }

        if (answer.Status == 0)
            return new AttemptEnd.TryAgain(null, $"{name} does not answer.", Unclear: true);
        if (answer.MayWorkAgain)
            return new AttemptEnd.TryAgain(answer.RetryAfter, $"{name} answers {answer.Status}.", Unclear: true);
        return new AttemptEnd.GiveUp(Refused(answer.Status, name, said ?? ""));
    }

    private static string Refused(int status, string name, string said) =>
        status switch
        {
            401 or 403 => $"{name} refuses our key.",
            404 => $"{name} knows no such place, or does not show it to us.",
            410 => $"{name} takes nothing there any more.",
            >= 300 and < 400 => $"{name} answers {status}, and redirects are not followed.",
            _ => $"{name} refuses it ({status}). {OneLine(said)}".TrimEnd(),
        };

    private static string OneLine(string said) =>
        ShortText.Cut(string.Join(' ', said.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)), SaidMax);
}
