using System.Collections.Concurrent;
using System.Threading.Channels;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>Tells an incident who has spoken in its room, after the message was acknowledged: once a person, and again
/// when somebody speaks who is being paged.</summary>
public sealed class SpeakerSignals(ICommandPipeline pipeline, IEventStore incidents, ILogger<SpeakerSignals> log)
    : BackgroundService
{
    private const int PeopleMax = 50_000;

    // However fast people talk, their incidents are looked at so often.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<(string Incident, string Person), bool> _told = new();

    // However much somebody says at once, it is looked at once.
    private readonly ConcurrentDictionary<(string Incident, string Person), bool> _waiting = new();
    private readonly Channel<Spoken> _heard = Channel.CreateUnbounded<Spoken>();
    private int _untold;

    /// <summary>Whether all that was heard so far has been told.</summary>
    internal bool IsQuiet => Volatile.Read(ref _untold) == 0;

    /// <summary>Somebody said something. What is not told before the host ends is told at that person's next
    /// message.</summary>
    public void Heard(string platform, string workspace, string incident, string personId, string personName)
    {
        if (_told.Count >= PeopleMax)
            _told.Clear();
        if (!_waiting.TryAdd((incident, personId), true))
            return;
        Interlocked.Increment(ref _untold);
        _heard.Writer.TryWrite(new Spoken(platform, workspace, incident, new Person(personId, personName)));
    }

    /// <summary>Tells all that was heard so far.</summary>
    public async Task TellAll(CancellationToken ct)
    {
        Dictionary<string, Incident> seen = new(StringComparer.Ordinal);
        for (var left = _heard.Reader.Count; left > 0 && _heard.Reader.TryRead(out var spoken); left--)
        {
            await Tell(spoken, seen, ct);
            Interlocked.Decrement(ref _untold);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _heard.Reader.WaitToReadAsync(stoppingToken))
        {
            await TellAll(stoppingToken);
            await Task.Delay(Pause, stoppingToken);
        }
    }

    private async Task Tell(Spoken spoken, Dictionary<string, Incident> seen, CancellationToken ct)
    {
        var key = (spoken.Incident, spoken.Person.Id);
        _waiting.TryRemove(key, out _);
        try
        {
            // Whoever is called and writes is there, be it the first word or the hundredth.
            if (!seen.TryGetValue(spoken.Incident, out var incident))
                seen[spoken.Incident] = incident = await incidents.State(spoken.Incident, ct);
            var page = incident.Pages.Find(page => page.IsOpen && page.IsCalled(spoken.Person.Id));
            if (!_told.TryAdd(key, true) && page is null)
                return;
            await pipeline.Run(Request(spoken, page), ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            _told.TryRemove((spoken.Incident, spoken.Person.Id), out _);
            Log.SpeakerNotTold(log, fault, spoken.Incident);
        }
    }

    private static VerifiedRequest Request(Spoken spoken, PageState? page) =>
        new()
        {
            Platform = spoken.Platform,
            Workspace = spoken.Workspace,
            Id = $"spoke:{spoken.Incident}:{spoken.Person.Id}" + (page is null ? "" : $":page-{page.Number}"),
            By = SystemPerson.Value,
            IncidentId = spoken.Incident,
            Input = new RequestInput.Signal(
                page is null ? new PersonSpoke(spoken.Person) : new PagedPersonSpoke(spoken.Person)
            ),
        };

    private sealed record Spoken(string Platform, string Workspace, string Incident, Person Person);
}
