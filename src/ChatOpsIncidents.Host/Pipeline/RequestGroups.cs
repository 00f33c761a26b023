using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>
/// Requests that wait at the same time are decided in one transaction, each on the state after the former and each with
/// its own outcome: fifty people in one incident would otherwise queue for its lock, one round trip after another.
/// </summary>
/// <param name="decide">Decides a group: an outcome each; null: that one must be decided alone.</param>
internal sealed class RequestGroups(Func<IReadOnlyList<ParsedRequest>, Task<Outcome?[]>> decide)
{
    // Larger groups save little more, and keep each of their members waiting.
    private const int GroupMax = 32;

    // So many transactions at a time. Requests of one place share a lane, and so they keep their order.
    private static readonly int Lanes = Math.Clamp(Environment.ProcessorCount, 2, 8);

    private readonly Batches<ParsedRequest, Outcome?>[] _lanes =
    [
        .. Enumerable
            .Range(0, Lanes)
            .Select(_ => new Batches<ParsedRequest, Outcome?>(GroupMax, group => Try(decide, group), Delivery)),
    ];

    /// <summary>Has a request decided together with those that wait with it.</summary>
    /// <returns>Its outcome, which is stored; null: it must be decided alone.</returns>
    public Task<Outcome?> Decide(ParsedRequest request) =>
        _lanes[(uint)request.Place.GetHashCode(StringComparison.Ordinal) % Lanes].Add(request);

    // One that fails takes nobody with it: then each is decided alone, and hears its own fault.
    private static async Task<IReadOnlyList<Outcome?>> Try(
        Func<IReadOnlyList<ParsedRequest>, Task<Outcome?[]>> decide,
        IReadOnlyList<ParsedRequest> group
    )
    {
        try
        {
            return await decide(group);
        }
        catch (Exception)
        {
            return new Outcome?[group.Count];
        }
    }

    private static object Delivery(ParsedRequest parsed) =>
        (parsed.Request.Platform, parsed.Request.Workspace, parsed.Request.Id);
}
