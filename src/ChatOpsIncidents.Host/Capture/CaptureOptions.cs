using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>How messages are captured. The defaults suit every installation that was measured.</summary>
public sealed class CaptureOptions
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "Capture";

    /// <summary>How many messages may wait to be stored before a sender has to wait too.</summary>
    [Range(1, 100_000, ErrorMessage = "Capture:QueueMax must be 1 to 100,000.")]
    public int QueueMax { get; init; } = 2_000;

    /// <summary>How many messages are stored by one commit.</summary>
    [Range(1, 5_000, ErrorMessage = "Capture:BatchMax must be 1 to 5,000.")]
    public int BatchMax { get; init; } = 500;
}

/// <summary>Checks <see cref="CaptureOptions"/> before the first request.</summary>
[OptionsValidator]
public sealed partial class CaptureOptionsValidator : IValidateOptions<CaptureOptions>;
