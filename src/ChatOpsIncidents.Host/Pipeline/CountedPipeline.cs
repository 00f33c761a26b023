using System.Diagnostics.Metrics;
using ChatOpsIncidents.Engine.Words;
using ChatOpsIncidents.Host.Ports;

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
        var outcome = await _pipeline.Run(request, ct);
        if (VerbOf(request.Input) is { } verb && Vocabulary.Find(verb) is { } word && !outcome.WasEarlier)
        {
            _commands.Add(
                1,
                new KeyValuePair<string, object?>("group", Practice.Of(word).Key),
                new KeyValuePair<string, object?>("outcome", outcome.Refusal ?? "accepted")
            );
        }

        return outcome;
    }

    private static string? VerbOf(RequestInput input) =>
        input switch
        {
            RequestInput.Typed typed => Grammar.Cut(typed.Text).Verb,
            RequestInput.Filled filled => filled.Verb,
            _ => null,
        };
}
