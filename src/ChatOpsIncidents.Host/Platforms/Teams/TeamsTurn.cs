using System.Security.Claims;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Activity = Microsoft.Bot.Schema.Activity;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>The Bot Framework's turn without its own proof of tokens: that is the door's, and comes before.</summary>
public sealed class TeamsTurn(TeamsConnectors connectors) : CloudAdapterBase(new Proven(connectors))
{
    private readonly AuthenticateRequestResult _proven = new()
    {
        ClaimsIdentity = new ClaimsIdentity("proven"),
        Audience = "proven",
        ConnectorFactory = connectors,
    };

    /// <summary>Runs a proven delivery through a bot.</summary>
    /// <param name="activity">The delivery.</param>
    /// <param name="bot">Who handles it.</param>
    /// <param name="after">Where work is put that follows the answer.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>The answer to an invoke; null: there is nothing to say but that it was taken.</returns>
    public async Task<InvokeResponse?> Run(
        Activity activity,
        IBot bot,
        Action<Func<Task>> after,
        CancellationToken ct
    ) =>
        await ProcessActivityAsync(
            _proven,
            activity,
            (turn, token) =>
            {
                turn.TurnState.Add(new TeamsAfter(after));
                return bot.OnTurnAsync(turn, token);
            },
            ct
        );

    private sealed class Proven(TeamsConnectors connectors) : BotFrameworkAuthentication
    {
        private const string Never = "Tokens are proved at the door.";

        public override Task<AuthenticateRequestResult> AuthenticateRequestAsync(
            Activity activity,
            string authHeader,
            CancellationToken cancellationToken
        ) => throw new InvalidOperationException(Never);

        public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(
            string authHeader,
            string channelIdHeader,
            CancellationToken cancellationToken
        ) => throw new InvalidOperationException(Never);

        public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity) => connectors;

        public override Task<UserTokenClient> CreateUserTokenClientAsync(
            ClaimsIdentity claimsIdentity,
            CancellationToken cancellationToken
        ) => Task.FromResult<UserTokenClient>(NoUserTokens.Instance);
    }

    // A turn wants one; nobody signs in through it.
    private sealed class NoUserTokens : UserTokenClient
    {
        private const string None = "Nobody signs in by the bot.";

        public static NoUserTokens Instance { get; } = new();

        public override Task<TokenResponse> GetUserTokenAsync(
            string userId,
            string connectionName,
            string channelId,
            string magicCode,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException(None);

        public override Task<SignInResource> GetSignInResourceAsync(
            string connectionName,
            Activity activity,
            string finalRedirect,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException(None);

        public override Task SignOutUserAsync(
            string userId,
            string connectionName,
            string channelId,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException(None);

        public override Task<TokenStatus[]> GetTokenStatusAsync(
            string userId,
            string channelId,
            string includeFilter,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException(None);

        public override Task<Dictionary<string, TokenResponse>> GetAadTokensAsync(
            string userId,
            string connectionName,
            string[] resourceUrls,
            string channelId,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException(None);

        public override Task<TokenResponse> ExchangeTokenAsync(
            string userId,
            string connectionName,
            string channelId,
            TokenExchangeRequest exchangeRequest,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException(None);
    }
}

/// <summary>Work that follows a delivery's answer: Teams waits a few seconds for it, and nobody else should.</summary>
/// <param name="Do">Puts it there.</param>
internal sealed record TeamsAfter(Action<Func<Task>> Do);
