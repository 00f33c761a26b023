using ChatOpsIncidents.Engine.Words;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>A request and what its words say. They are read once, when it arrives.</summary>
internal sealed class ParsedRequest
{
    private readonly CommandLine? _line;

    public ParsedRequest(VerifiedRequest request, DecisionContext context)
    {
        (Request, Context) = (request, context);
        _line = LineOf(request.Input);
        Parsed = Read(context);
    }

    public VerifiedRequest Request { get; }

    /// <summary>What is known without the incident.</summary>
    public DecisionContext Context { get; }

    /// <summary>A command, or why the words are none.</summary>
    public Parsed Parsed { get; }

    /// <summary>The command's word; null: it is a signal's.</summary>
    public string? Verb => _line?.Verb;

    /// <summary>Nothing is to be stored of who asks.</summary>
    public bool IsNameless => IsNamelessLine(_line);

    /// <summary>The incident that the words or the form name; null: that of the channel.</summary>
    public string? IncidentId => _line?.IncidentId ?? Request.IncidentId;

    public bool Declares => Parsed.Command is { Declares: true };

    public bool NeedsOthers => Parsed.Command is { NeedsOthers: true };

    public bool NeedsReadings => Parsed.Command is { NeedsReadings: true };

    public bool NeedsNotes => Parsed.Command is { NeedsNotes: true };

    public bool NeedsPlayed => Parsed.Command is { NeedsPlayed: true };

    /// <summary>Another incident that is needed to decide it; null: none.</summary>
    public string? NeedsPast => Parsed.Command?.NeedsPast;

    public bool IsQuestion => Parsed.Command is { IsQuestion: true, NeedsIncident: true } and not ShowForm;

    /// <summary>Whether it can be decided together with others: it is about an incident that is there, and about
    /// nothing else.</summary>
    public bool CanShare =>
        !Declares
        && !NeedsOthers
        && !NeedsReadings
        && !NeedsNotes
        && !NeedsPlayed
        && (IncidentId ?? Request.ChannelId) is not null;

    /// <summary>Requests of one place are decided one after the other.</summary>
    public string Place => IncidentId ?? $"{Request.ChannelId}/{Request.ThreadId}";

    /// <summary>What the store is asked for.</summary>
    public Sought Sought => new(Request, IncidentId) { NeedsNumber = Declares, NeedsOthers = NeedsOthers };

    /// <summary>The words again, where the other incidents are known by now and may be meant.</summary>
    public Parsed With(DecisionContext context) => context.Others.Count > 0 ? Read(context) : Parsed;

    /// <summary>The same request with its command's word alone.</summary>
    public ParsedRequest WithoutWords() =>
        new(Request with { IncidentId = IncidentId, Input = new RequestInput.Typed(Verb ?? "") }, Context);

    /// <summary>Whether nothing is to be stored of who asks, not even that they were seen: asked before a request is
    /// made of it.</summary>
    public static bool LeavesNoTrace(RequestInput input) => IsNamelessLine(LineOf(input));

    private static bool IsNamelessLine(CommandLine? line) =>
        line is not null && Vocabulary.Find(line.Verb) is { IsNameless: true };

    private static CommandLine? LineOf(RequestInput input) =>
        input switch
        {
            RequestInput.Typed typed => Vocabulary.Cut(typed.Text),
            RequestInput.Filled filled => FormLine.Of(filled),
            _ => null,
        };

    private Parsed Read(DecisionContext context) =>
        Request.Input is RequestInput.Signal signal ? signal.Command : CommandReader.Read(_line!, context);
}
