using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Outbox;

/// <summary>How effects are carried out. The defaults suit every installation that was measured.</summary>
public sealed class OutboxOptions : IValidatableObject
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "Outbox";

    /// <summary>How many effects are on their way at a time, per host.</summary>
    [Range(2, 256, ErrorMessage = "Outbox:Workers must be 2 to 256.")]
    public int Workers { get; init; } = 16;

    /// <summary>How many of the workers only answer people and page.</summary>
    [Range(1, 128, ErrorMessage = "Outbox:UrgentWorkers must be 1 to 128, and less than Outbox:Workers.")]
    public int UrgentWorkers { get; init; } = 4;

    /// <summary>How long an effect stays with a host that has died; one that lives keeps what it holds.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00", ErrorMessage = "Outbox:Lease must be 5 s to 10 min.")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many attempts may fail before an effect is given up. Waiting for a place or for a told time is no
    /// failure.</summary>
    [Range(1, 10_000, ErrorMessage = "Outbox:FailuresMax must be 1 to 10,000.")]
    public int FailuresMax { get; init; } = 300;

    /// <summary>How old an effect may become before it is given up.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00", ErrorMessage = "Outbox:AgeMax must be 1 min to 30 days.")]
    public TimeSpan AgeMax { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The announcement channel of each workspace, by the platform's ids; a workspace without one announces
    /// nothing.</summary>
    public IDictionary<string, string> AnnounceChannels { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a call may take: more than any single request of it may.</summary>
    internal TimeSpan CallTimeout { get; } = TimeSpan.FromSeconds(12);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        UrgentWorkers < Workers ? [] : [new ValidationResult("Outbox:UrgentWorkers must be less than Outbox:Workers.")];
}

/// <summary>Checks <see cref="OutboxOptions"/> before the first request.</summary>
[OptionsValidator]
public sealed partial class OutboxOptionsValidator : IValidateOptions<OutboxOptions>;
