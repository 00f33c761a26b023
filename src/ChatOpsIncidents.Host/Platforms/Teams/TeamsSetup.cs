using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Teams;

/// <summary>Microsoft Teams, in one line for what it needs and one for its address.</summary>
public static class TeamsSetup
{
    /// <summary>How long one call may take; under half an effect's lease.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The name of its <see cref="HttpClient"/>.</summary>
    internal const string HttpName = "teams";

    /// <summary>The one that leads the sign-in's calls to a workspace on this machine.</summary>
    internal const string PlainHttpName = "teams-plain";

    private const int AnswerLengthMax = 4 * 1024 * 1024;

    /// <summary>Registers Teams; needs <c>ICommandPipeline</c>, <c>ICaptureSink</c>, <c>IConversations</c> and a
    /// <see cref="TimeProvider"/>. Where it is not configured, no incident knows of it.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(TeamsOptions.Section);
        services.AddOptionsWithValidateOnStart<TeamsOptions, TeamsOptionsValidator>().Bind(section);
        services.AddOutboundClient(HttpName, CallTimeout, AnswerLengthMax);
        services
            .AddOutboundClient(PlainHttpName, CallTimeout, AnswerLengthMax)
            .AddHttpMessageHandler(() => new PlainHttp());
        AddParts(services);
        services.AddSingleton<TeamsDoor>();
        services.AddHostedService<TeamsGreeting>();
        if (Read(section) is not { IsConfigured: true } set)
            return services;
        if (!set.ReadsAllMessages)
            services.AddSingleton(new MentionsOnly(TeamsChat.PlatformName));
        services.AddSingleton<IChatPlatform>(p => p.GetRequiredService<TeamsChat>());
        services.AddSingleton<IPlatformPeople>(p => p.GetRequiredService<TeamsPeople>());
        return services;
    }

    private static void AddParts(IServiceCollection services)
    {
        services.AddSingleton<TeamsHosts>().AddSingleton<TeamsLogin>().AddSingleton<TeamsConnectors>();
        services.AddSingleton<TeamsPace>().AddSingleton<TeamsDirectory>().AddSingleton<TeamsClient>();
        services.AddSingleton<TeamsPeople>().AddSingleton<TeamsMessages>().AddSingleton<TeamsWords>();
        services.AddSingleton<TeamsRunner>().AddSingleton<TeamsReplies>().AddSingleton<TeamsDialogs>();
        services.AddSingleton<TeamsCapture>().AddSingleton<TeamsTokens>().AddSingleton<TeamsTurn>();
        services.AddSingleton<TeamsGraph>().AddSingleton<TeamsHistory>().AddSingleton<TeamsPosts>();
        services.AddSingleton<TeamsChannels>().AddSingleton<TeamsRooms>();
        services.AddSingleton<TeamsConsents>().AddSingleton<TeamsFiles>();
        services.AddSingleton<TeamsAgreements>();
        services.AddAfterAnswers().TryAddSingleton<ClickDeduplicator>();
        services.AddSingleton<TeamsInbound>().AddSingleton<TeamsChat>();
    }

    /// <summary>Maps <c>/api/messages</c>; unconfigured, it answers 503.</summary>
    public static IEndpointRouteBuilder MapTeams(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/messages", (HttpContext context, TeamsDoor door) => door.Enter(context));
        return routes;
    }

    // A value that cannot be read is told with all other faults of the configuration, and is no reason to end here.
    private static TeamsOptions? Read(IConfigurationSection section)
    {
        try
        {
            return section.Get<TeamsOptions>();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>Signs in and fetches the keys at the start, so that a wrong setting is seen at once, and rehearses a
/// command
/// so that nobody waits for the compiler.</summary>
internal sealed class TeamsGreeting(
    TeamsLogin login,
    TeamsTokens tokens,
    TeamsMessages messages,
    IServiceProvider services,
    IOptions<TeamsOptions> options,
    ILogger<TeamsGreeting> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var set = options.Value;
        if (!set.IsConfigured)
        {
            if (!set.IsOff)
                log.HalfConfigured(string.Join(", ", set.Missing));
            return;
        }

        if (set is { RoomChannel: null, ChannelPerIncident: false })
            log.NoRoomChannel();
        await Rehearse(stoppingToken);
        if (await SignIn(stoppingToken) && await Keys(stoppingToken))
            log.Ready(set.OpenIdMetadataUrl);
    }

    private async Task<bool> SignIn(CancellationToken ct)
    {
        var signed = await TeamsAnswer.Of(
            async () =>
            {
                await login.Token(ct);
                return null;
            },
            ct
        );
        if (signed is TeamsAnswer.Ok)
            return true;
        log.NotSignedIn(signed is TeamsAnswer.NotSignedIn no ? no.Why : "The sign-in could not be reached.");
        return false;
    }

    private async Task<bool> Keys(CancellationToken ct)
    {
        try
        {
            await tokens.WarmUp(ct);
            return true;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            log.KeysNotRead(fault.GetType().Name);
            return false;
        }
    }

    private async Task Rehearse(CancellationToken ct)
    {
        try
        {
            if (services.GetService<Rehearsal>() is not { } rehearsal)
                return;
            var outcome = await rehearsal.Run(TeamsChat.PlatformName, "help", ct);
            if (outcome.Reply.Message is { } message)
                messages.Card(message);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            log.NotWarm(fault.GetType().Name);
        }
    }
}
