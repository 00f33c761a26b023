using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reading;

/// <summary>Whoever asked for a file alone agreed to where the platform puts it.</summary>
/// <param name="Format">The file's format.</param>
/// <param name="For">Who asked.</param>
/// <param name="Agreed">The place, sealed by the host.</param>
public sealed record SendFile(string Format, Person For, string Agreed) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        new()
        {
            Effects =
            [
                new Effect.Upload(Destination.Room, Format, $"agreed-{Format}-{incident.Seq}-{For.Id}")
                {
                    For = For.Id,
                    Alone = true,
                    Agreed = Agreed,
                },
            ],
        };
}
