using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatOpsIncidents.Engine.Words;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Telemetry;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>Counts what people ask, by the four groups of incident work and by what came of it.</summary>
public sealed class CountedPipeline : ICommandPipeline
{
    /// <summary>The meter's name.</summary>
    public const string Name = "ChatOpsIncidents.Commands";

    private readonly CommandPipeline _pipeline;
    private readonly Counter<long> _commands;

    public CountedPipeline(CommandPipeline pipeline, IMeterFactory meters)
    {
        _pipeline = pipeline;
        _commands = meters
            .Create(Name)
            .CreateCounter<long>(
                "chatops.commands",
                "{command}",
                "Commands of people by group and by what came of them"
            );
    }

    /// <inheritdoc/>
    public async Task<Outcome> Run(VerifiedRequest request, CancellationToken ct)
    {
        using var span = Traces.Begin("command");
        var outcome = await _pipeline.Run(span is null ? request : request with { Trace = Traces.Current }, ct);
        var word = outcome.Verb is null ? null : Vocabulary.Find(outcome.Verb);
        if (span is not null)
            Describe(span, request.Input, word, outcome);
        if (word is not null && !outcome.WasEarlier)
        {
            _commands.Add(
                1,
                new KeyValuePair<string, object?>("group", PracticeGroups.Of(word).Key),
                new KeyValuePair<string, object?>("outcome", outcome.Refusal ?? "accepted")
            );
        }

        return outcome;
    }

    private static void Describe(Activity span, RequestInput input, CommandWord? word, Outcome outcome)
    {
        var name = input is RequestInput.Signal signal ? signal.Command.GetType().Name : word?.Verb;
        span.DisplayName = $"command {name ?? "?"}";
        span.SetTag("chatops.incident", outcome.IncidentId);
        span.SetTag("chatops.facts", outcome.Facts);
        span.End(outcome.Refusal ?? "accepted");
    }
}
