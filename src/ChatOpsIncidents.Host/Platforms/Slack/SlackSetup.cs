using ChatOpsIncidents.Host.Outbound;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>Slack, in one line for what it needs and one for its addresses.</summary>
public static class SlackSetup
{
    /// <summary>How long one call of the Web API may take; under half an effect's lease.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Longest answer of Slack's that is read, in bytes.</summary>
    private const int AnswerLengthMax = 16 * 1024 * 1024;

    /// <summary>Registers Slack; needs <c>ICommandPipeline</c>, <c>ICaptureSink</c> and a
    /// <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddSlack(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptionsWithValidateOnStart<SlackOptions, SlackOptionsValidator>()
            .Bind(configuration.GetSection(SlackOptions.Section));
        services.AddOutboundClient(SlackClient.HttpName, CallTimeout, AnswerLengthMax);
        services.AddSingleton<SlackPace>().AddSingleton<SlackClient>().AddSingleton<SlackWorkspaces>();
        services.AddSingleton<SlackGroups>().AddSingleton<SlackPages>();
        services.AddSingleton<SlackPosts>().AddSingleton<SlackRooms>();
        services.AddSingleton<SlackFiles>().AddSingleton<SlackHistory>();
        services.AddSingleton<SlackChat>().AddSingleton<IChatPlatform>(p => p.GetRequiredService<SlackChat>());
        services.AddSingleton<SlackDoor>().AddSingleton<SlackPeople>().AddSingleton<SlackMentions>();
        services.AddSingleton<IPlatformPeople>(p => p.GetRequiredService<SlackPeople>());
        services.AddSingleton<SlackRoster>();
        services.AddSingleton<SlackNames>();
        services.AddSingleton<ClickDeduplicator>().AddAfterAnswers();
        services.AddSingleton<SlackReplies>().AddSingleton<SlackInbound>().AddSingleton<SlackPromotion>();
        services.AddSingleton<SlackHome>().AddSingleton<SlackEvents>();
        services.AddHostedService<SlackGreeting>();
        return services;
    }

    /// <summary>Has commands rehearsed before the first real one may come in; needs <c>Rehearsal</c>.</summary>
    public static IServiceCollection AddSlackWarmUp(this IServiceCollection services) =>
        services.AddHostedService<SlackWarmUp>();

    /// <summary>Maps <c>/slack/commands</c>, <c>/slack/interactions</c> and <c>/slack/events</c>; unconfigured, they
    /// answer 503. Beside them, how the app is installed.</summary>
    public static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder routes)
    {
        routes.MapSlackInstall();
        routes.MapPost(
            "/slack/commands",
            (HttpContext context, SlackDoor door, SlackInbound inbound) =>
                door.Enter(context, SlackDoor.Form, inbound.Command)
        );
        routes.MapPost(
            "/slack/interactions",
            (HttpContext context, SlackDoor door, SlackInbound inbound) =>
                door.Enter(context, SlackDoor.Form, body => inbound.Interaction(context, body))
        );
        routes.MapPost(
            "/slack/events",
            (HttpContext context, SlackDoor door, SlackEvents events) =>
                door.Enter(context, SlackDoor.Json, body => events.Handle(context, body))
        );
        return routes;
    }
}

/// <summary>Asks Slack at the start who we are, so that a wrong token is seen at once and links can be made.</summary>
internal sealed class SlackGreeting(
    SlackClient client,
    SlackWorkspaces workspaces,
    SlackRoster roster,
    SlackGroups groups,
    IOptions<SlackOptions> options,
    ILogger<SlackGreeting> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var set = options.Value;
        if (!set.IsConfigured)
        {
            if (set.BotToken is { Length: > 0 } || set.SigningSecret is { Length: > 0 })
                log.HalfConfigured(set.BotToken is { Length: > 0 } ? "Slack:SigningSecret" : "Slack:BotToken");
            return;
        }

        if (
            await client.Call("", "auth.test", [], stoppingToken) is SlackAnswer.Ok { Body: var body }
            && SlackMessages.Text(body, "team_id") is { } team
            && await workspaces.Identity(team, stoppingToken) is { } us
        )
        {
            log.Known(team, us.BotUser);
            await groups.Read(team, stoppingToken);
            await roster.Read(team, stoppingToken);
        }
        else
        {
            log.Unknown();
        }
    }
}
