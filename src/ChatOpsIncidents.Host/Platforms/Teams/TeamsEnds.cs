using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>What Teams' answers mean for the effects that were carried out. Pure.</summary>
internal static class TeamsEnds
{
    /// <summary>How long to wait while no token is given us: an operator has to act, and what waits is not lost
    /// meanwhile.</summary>
    private static readonly TimeSpan NotSignedInWait = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait while the sign-in does not answer.</summary>
    private static readonly TimeSpan NoSignInWait = TimeSpan.FromSeconds(5);

    /// <summary>What an answer means.</summary>
    /// <param name="delivery">The effect.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="reference">Where it stands.</param>
    /// <param name="isRepeatable">Whether doing it twice is doing it once. A post is not: where nobody can be asked
    /// whether it stands, it is repeated once and then left.</param>
    public static AttemptEnd Of(
        Delivery delivery,
        TeamsAnswer answer,
        PlacedReference? reference = null,
        bool isRepeatable = false
    ) =>
        answer switch
        {
            TeamsAnswer.Ok => new AttemptEnd.Done(reference),
            TeamsAnswer.RateLimited limited => new AttemptEnd.TryAgain(
                limited.RetryAfter,
                "Teams limits this conversation's pace.",
                delivery.EarlierOutcomeUnclear
            ),
            TeamsAnswer.Unclear { MayStand: true } when delivery.EarlierOutcomeUnclear && !isRepeatable =>
                new AttemptEnd.GiveUp("It was sent twice, and Teams did not say whether it stands."),
            TeamsAnswer.Unclear unclear => new AttemptEnd.TryAgain(
                null,
                unclear.Why,
                unclear.MayStand || delivery.EarlierOutcomeUnclear
            ),
            TeamsAnswer.Collided => new AttemptEnd.TryAgain(
                null,
                "Another call was in the way.",
                delivery.EarlierOutcomeUnclear
            ),
            TeamsAnswer.NotSignedIn(var why) => Unsigned(delivery, NotSignedInWait, why),
            TeamsAnswer.NoSignIn => Unsigned(delivery, NoSignInWait, "The sign-in does not answer."),
            TeamsAnswer.Refused refused => new AttemptEnd.GiveUp($"Teams refused it: {refused}.")
            {
                ForPeople = TeamsRefusals.InWords(refused),
            },
            _ => throw new InvalidOperationException($"No end for {answer.GetType().Name}."),
        };

    private static AttemptEnd.TryAgain Unsigned(Delivery delivery, TimeSpan wait, string why) =>
        new(wait, why, delivery.EarlierOutcomeUnclear, delivery.Workspace + "/token");
}
