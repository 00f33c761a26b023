using System.Threading.Channels;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>Offers to record what a message probably meant, after the message was stored and acknowledged.</summary>
public sealed class TalkSignals(
    ICommandPipeline pipeline,
    PeopleDirectory people,
    TimeProvider clock,
    IOptions<TalkOptions> options,
    ILogger<TalkSignals> log
) : BackgroundService
{
    // A suggestion is worth something only while its writer is still there. What comes too fast or too late is left
    // out.
    private const int WaitingMax = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(5);

    private readonly Channel<Said> _heard = Channel.CreateBounded<Said>(
        new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = false }
    );

    /// <summary>Somebody said something in an incident's room. Whoever is not known as a full member is asked
    /// nothing.</summary>
    public void Heard(string platform, string workspace, string incident, CapturedMessage message, string personName)
    {
        if (!options.Value.Enabled || message.Kind != "message" || clock.GetUtcNow() - message.At > AgeMax)
            return;
        if (people.Get(platform, workspace, message.PersonId) is not { IsOutsider: false, IsBot: false } writer)
            return;
        _heard.Writer.TryWrite(new Said(platform, workspace, incident, message, personName, writer.TimeZone));
    }

    /// <summary>Offers what was heard so far.</summary>
    public async Task OfferAll(CancellationToken ct)
    {
        for (var left = _heard.Reader.Count; left > 0 && _heard.Reader.TryRead(out var said); left--)
            await Offer(said, ct);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _heard.Reader.WaitToReadAsync(stoppingToken))
        {
            await OfferAll(stoppingToken);
            await Task.Delay(Pause, stoppingToken);
        }
    }

    private async Task Offer(Said said, CancellationToken ct)
    {
        var message = said.Message;
        try
        {
            // Most talk means no command: it does not lock its incident.
            if (!PlainTalk.MayMean(message.Text))
                return;
            await pipeline.Run(
                new VerifiedRequest
                {
                    Platform = said.Platform,
                    Workspace = said.Workspace,
                    Id = $"talk:{message.ChannelId}:{message.MessageId}",
                    By = SystemPerson.Value with { TimeZone = said.TimeZone },
                    IncidentId = said.Incident,
                    Input = new RequestInput.Signal(
                        new HearTalk(
                            new Person(message.PersonId, said.Name),
                            message.Text,
                            message.At.ToUniversalTime()
                        )
                    ),
                },
                ct
            );
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            Log.TalkNotHeard(log, fault, said.Incident);
        }
    }

    private sealed record Said(
        string Platform,
        string Workspace,
        string Incident,
        CapturedMessage Message,
        string Name,
        string? TimeZone
    );
}
