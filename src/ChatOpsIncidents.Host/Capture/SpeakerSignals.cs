using System.Collections.Concurrent;
using System.Threading.Channels;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>Tells an incident who has spoken in its room, once a person, after the message was acknowledged.</summary>
public sealed class SpeakerSignals(ICommandPipeline pipeline, ILogger<SpeakerSignals> log) : BackgroundService
{
    private const int PeopleMax = 50_000;

    private readonly ConcurrentDictionary<(string Incident, string Person), bool> _told = new();
    private readonly Channel<Spoken> _heard = Channel.CreateUnbounded<Spoken>();

    /// <summary>Somebody said something. What is not told before the host ends is told at that person's next
    /// message.</summary>
    public void Heard(string platform, string workspace, string incident, string personId, string personName)
    {
        if (_told.Count >= PeopleMax)
            _told.Clear();
        if (_told.TryAdd((incident, personId), true))
            _heard.Writer.TryWrite(new Spoken(platform, workspace, incident, new Person(personId, personName)));
    }

    /// <summary>Tells all that was heard so far.</summary>
    public async Task TellAll(CancellationToken ct)
    {
        while (_heard.Reader.TryRead(out var spoken))
            await Tell(spoken, ct);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _heard.Reader.WaitToReadAsync(stoppingToken))
            await TellAll(stoppingToken);
    }

    private async Task Tell(Spoken spoken, CancellationToken ct)
    {
        try
        {
            await pipeline.Run(
                new VerifiedRequest
                {
                    Platform = spoken.Platform,
                    Workspace = spoken.Workspace,
                    Id = $"spoke:{spoken.Incident}:{spoken.Person.Id}",
                    By = SystemPerson.Value,
                    IncidentId = spoken.Incident,
                    Input = new RequestInput.Signal(new PersonSpoke(spoken.Person)),
                },
                ct
            );
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            _told.TryRemove((spoken.Incident, spoken.Person.Id), out _);
            Log.SpeakerNotTold(log, fault, spoken.Incident);
        }
    }

    private sealed record Spoken(string Platform, string Workspace, string Incident, Person Person);
}
