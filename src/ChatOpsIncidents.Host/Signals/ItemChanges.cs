using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>Tells incidents that the item of one of their actions has changed in its tracker. What we did there
/// ourselves comes back as well, and changes nothing.</summary>
public sealed partial class ItemChanges(ICommandPipeline pipeline)
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["github"] = "GitHub",
        ["jira"] = "Jira",
        ["linear"] = "Linear",
        ["generic"] = "the tracker",
    };

    /// <summary>Tells one.</summary>
    /// <param name="source">The tracker's name in the address.</param>
    /// <param name="item">What has changed.</param>
    /// <param name="receivedAt">When that was delivered, which stays the same when it is read again.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>Whether it was news.</returns>
    public async Task<bool> Take(string source, ItemSignal item, DateTimeOffset receivedAt, CancellationToken ct)
    {
        if (Incident().Match(item.Title ?? "") is not { Success: true } named)
            return false;
        var tracker = Names.GetValueOrDefault(source, source);
        var change = new ReportItemChange(item.Object, item.End, item.Owner, tracker);
        var id = $"item:{source}:{item.Object}:{receivedAt.UtcTicks}";
        var request = HookRequests.Of(named.Groups["incident"].Value, source, id, change);
        var outcome = await pipeline.Run(request, ct);
        return outcome.Facts > 0;
    }

    // As our own titles begin.
    [GeneratedRegex(
        @"^\[(?<incident>INC-\d{1,9})\]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Incident();
}
