using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Teams' refusals, as people can read them. Operators find the codes in the log.</summary>
internal static class TeamsRefusals
{
    /// <summary>What a refused post means for its place; null: nothing.</summary>
    public static AttemptEnd? PlaceLost(MessagePlace at, TeamsAnswer answer) =>
        answer is TeamsAnswer.Refused { IsShut: true } refused
            ? new AttemptEnd.PlaceLost(at.ChannelId, $"Teams refused the post: {refused}.", InWords(refused))
            : null;

    /// <summary>Who does not let us do something has to be asked: then people read whom, and how.</summary>
    /// <param name="end">What the answer means.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="notLet">What to read where it was forbidden, without a full stop.</param>
    public static AttemptEnd Explained(AttemptEnd end, TeamsAnswer answer, string notLet) =>
        end is AttemptEnd.GiveUp given && answer is TeamsAnswer.Refused { Status: 403 }
            ? given with
            {
                ForPeople = notLet,
            }
            : end;

    /// <summary>A refusal in plain words, without a full stop.</summary>
    public static string InWords(TeamsAnswer.Refused refused) =>
        (refused.Code, refused.Status) switch
        {
            ("BotNotInConversationRoster" or TeamsClient.RemovedCode, _) => "the app was removed there",
            ("BotDisabledByAdmin", _) => "an admin has switched the app off",
            ("ConversationBlockedByUser" or "MessageWritesBlocked", _) => "the app was blocked there",
            (_, 404) => "it is gone, or closed to the app",
            (_, 413) => "it is longer than Teams takes",
            (_, 403) => "the app may not write there",
            _ => "Teams refused it",
        };
}
