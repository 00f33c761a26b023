using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>When the daily digest is posted.</summary>
public sealed class DigestOptions
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "Digest";

    /// <summary>The time of day in <c>Policy:TimeZone</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:00", ErrorMessage = "Digest:At must be 00:00:00 to 23:59:00.")]
    public TimeSpan At { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Whether there is one at all.</summary>
    public bool Enabled { get; init; } = true;
}

/// <summary>Checks <see cref="DigestOptions"/> before the first request.</summary>
[OptionsValidator]
public sealed partial class DigestOptionsValidator : IValidateOptions<DigestOptions>;
