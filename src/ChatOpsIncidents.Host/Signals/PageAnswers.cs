using System.Globalization;
using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>Tells incidents that somebody has answered one of their pages in a paging system.</summary>
public sealed partial class PageAnswers(ICommandPipeline pipeline)
{
    // Sources and ways have grown their names apart.
    private static readonly Dictionary<string, string> Ways = new(StringComparer.Ordinal) { ["opsgenie"] = "jsm" };

    /// <summary>Tells one.</summary>
    /// <returns>Whether it was news.</returns>
    public async Task<bool> Take(string source, PageAnsweredSignal answer, CancellationToken ct)
    {
        if (Key().Match(answer.Object) is not { Success: true } key)
            return false;
        var page = int.Parse(key.Groups["page"].Value, CultureInfo.InvariantCulture);
        var way = Ways.GetValueOrDefault(source, source);
        var acknowledged = new ReportAcknowledged(page, answer.Who, way);
        var incident = key.Groups["incident"].Value;
        var request = HookRequests.Of(incident, source, $"answer:{answer.Object}", acknowledged);
        var outcome = await pipeline.Run(request, ct);
        return outcome.Facts > 0;
    }

    [GeneratedRegex(
        @"^chatops-(?:.*-)?(?<incident>INC-\d{1,9})-page-(?<page>\d{1,6})(?:-.*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Key();
}
