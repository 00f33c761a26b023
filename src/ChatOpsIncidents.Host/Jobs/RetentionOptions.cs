using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ChatOpsIncidents.Host.Jobs;

/// <summary>How long what is no fact is kept. Facts are kept for good; a person may erase what one says.</summary>
public sealed class RetentionOptions
{
    /// <summary>The configuration's section.</summary>
    public const string Section = "Retention";

    /// <summary>Outcomes of deliveries, by which a repeated delivery is recognised; platforms repeat theirs for some
    /// hours.</summary>
    [Range(
        typeof(TimeSpan),
        "1.00:00:00",
        "3650.00:00:00",
        ErrorMessage = "Retention:Requests must be 1 day to 10 years."
    )]
    public TimeSpan Requests { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Effects that were carried out or given up.</summary>
    [Range(
        typeof(TimeSpan),
        "1.00:00:00",
        "3650.00:00:00",
        ErrorMessage = "Retention:Effects must be 1 day to 10 years."
    )]
    public TimeSpan Effects { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The words of captured messages, after their incident is over; their digests stay. Absent: for
    /// good.</summary>
    [Range(
        typeof(TimeSpan),
        "1.00:00:00",
        "3650.00:00:00",
        ErrorMessage = "Retention:Messages must be 1 day to 10 years."
    )]
    public TimeSpan? Messages { get; init; }
}

/// <summary>Checks <see cref="RetentionOptions"/> before the first request.</summary>
[OptionsValidator]
public sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
