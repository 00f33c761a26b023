using System.Globalization;
using System.Text;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>
/// Takes signed commands from the door to the answer before the first real one may come in, so that nobody waits for
/// the compiler: Slack gives a command 3 s. Nothing remains of them, and Slack is not called.
/// </summary>
internal sealed class SlackWarmUp(
    SlackDoor door,
    SlackReplies replies,
    Rehearsal rehearsal,
    IOptions<SlackOptions> options,
    TimeProvider clock,
    IServiceProvider services,
    ILogger<SlackWarmUp> log
) : IHostedService
{
    /// <summary>How long the host's start may wait for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private static readonly string[] Lines =
    [
        "declare critical Rehearsal",
        "declare",
        "help",
        "declare critical Rehearsal",
    ];

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsConfigured)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var began = clock.GetTimestamp();
        try
        {
            foreach (var line in Lines)
                await Play(line, patience.Token);
            log.Warm((int)clock.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The host works cold as well; a real fault will show itself to whoever can do something about it.
            log.NotWarm(fault.GetType().Name);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Play(string line, CancellationToken ct)
    {
        var body = Encoding.UTF8.GetBytes(
            "command=%2Fincident&team_id=rehearsal&user_id=rehearsal&channel_id=rehearsal"
                + "&trigger_id=rehearsal&text="
                + Uri.EscapeDataString(line)
        );
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = HttpMethods.Post;
        context.Request.ContentType = SlackDoor.Form;
        context.Request.Body = new MemoryStream(body);
        context.Request.Headers["X-Slack-Request-Timestamp"] = timestamp;
        context.Request.Headers["X-Slack-Signature"] = SlackSignature.Of(options.Value.SigningSecret!, timestamp, body);
        context.Response.Body = answer;
        var result = await door.Enter(
            context,
            SlackDoor.Form,
            async text =>
            {
                // Without a trigger a form is told in words instead of being opened.
                var ask = SlackRequestReader.Command(SlackDoor.Fields(text)) with
                {
                    Trigger = null,
                };
                var outcome = await rehearsal.Run(SlackChat.PlatformName, ((RequestInput.Typed)ask.Input).Text, ct);
                if (outcome.Reply.Form is { } form)
                    SlackForms.Render(form, new FormContext(outcome.IncidentId, ask.Channel), clock.GetUtcNow());
                return SlackInbound.Json(replies.Body(await replies.OpenForm(ask, outcome, ct)));
            }
        );
        await result.ExecuteAsync(context);
    }
}
