using System.Net;
using System.Net.Http.Headers;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>
/// Reads the status pages of the catalogue's services, once a minute each, while an incident runs: a supplier's trouble
/// is one of the usual suspects. A page that cannot be read says nothing, and certainly not that all is well.
/// </summary>
public sealed class StatuspagePolling(
    PostgresChanges changes,
    PostgresDeliveries deliveries,
    CatalogSource catalog,
    ChangeHistory history,
    ChangeTelling telling,
    DeliveryWake wake,
    IHttpClientFactory http,
    IConfiguration configuration,
    TimeProvider clock,
    ILogger<StatuspagePolling> log
) : BackgroundService
{
    /// <summary>The name of its HTTP client.</summary>
    public const string HttpName = "statuspage";

    private const string Source = "statuspage";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Dictionary<Uri, EntityTagHeaderValue> _tags = [];
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>Reads all pages once, if an incident runs.</summary>
    /// <returns>How many pages said something new.</returns>
    public async Task<int> PollOnce(CancellationToken ct)
    {
        // The shipped examples name nobody's suppliers.
        if (string.IsNullOrEmpty(configuration["Catalog:Directory"]) || (await changes.Running(ct)).Count == 0)
            return 0;
        var news = 0;
        foreach (var (service, page) in Suppliers())
            news += await Poll(service, page, ct) ? 1 : 0;
        if (news > 0)
        {
            telling.Expect();
            wake.Wake();
        }

        return news;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Minute, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PollOnce(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.ReadingFailed(log, fault);
            }
        }
    }

    // What others need: our own page says what we wrote there ourselves.
    private IEnumerable<(string Service, Uri Page)> Suppliers()
    {
        var services = catalog.Current.Services;
        var needed = services.SelectMany(service => service.DependsOn).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return services
            .Where(service => needed.Contains(service.Name) || service.Aliases.Any(needed.Contains))
            .Where(service => Uri.TryCreate(service.StatusPage, UriKind.Absolute, out _))
            .Select(service => (service.Name, Page: new Uri(service.StatusPage!)))
            .DistinctBy(one => one.Page.Host);
    }

    private async Task<bool> Poll(string service, Uri page, CancellationToken ct)
    {
        try
        {
            if (await Read(new Uri(page, "/api/v2/summary.json"), ct) is not { } troubles)
                return false;
            // The history is written by one host at a time.
            await using var turn = await deliveries.Turn(ct);
            return turn is not null && await Take(page, troubles, ct);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            Log.PageUnread(log, service, fault.GetType().Name);
            return false;
        }
    }

    // Null: the page is as it was.
    private async Task<IReadOnlyList<DependencySignal>?> Read(Uri address, CancellationToken ct)
    {
        using var client = http.CreateClient(HttpName);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (_tags.TryGetValue(address, out var tag))
            request.Headers.IfNoneMatch.Add(tag);
        using var answer = await client.SendAsync(request, ct);
        if (answer.StatusCode == HttpStatusCode.NotModified)
            return null;
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadAsByteArrayAsync(ct);
        if (JsonReading.Parse(body) is not { } root || StatuspageBody.Summary(root) is not { } troubles)
            throw new HttpRequestException("The page answered something else.");
        if (answer.Headers.ETag is { } its)
            _tags[address] = its;
        return troubles;
    }

    // A summary lists what is open; what was and is not there any more is over.
    private async Task<bool> Take(Uri page, IReadOnlyList<DependencySignal> troubles, CancellationToken ct)
    {
        var (now, isNews) = (clock.GetUtcNow(), false);
        foreach (var trouble in troubles)
        {
            isNews |= await history.Take(Source, trouble with { Page = page.ToString() }, now, ct);
            _open.Add($"{page}#{trouble.Object}");
        }

        var listed = troubles.Select(trouble => $"{page}#{trouble.Object}").ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _open.Where(key => key.StartsWith($"{page}#") && !listed.Contains(key)).ToArray())
        {
            var over = new DependencySignal(gone[(gone.IndexOf('#') + 1)..], "is over", IsOpen: false)
            {
                Page = page.ToString(),
                At = now,
            };
            isNews |= await history.Take(Source, over, now, ct);
            _open.Remove(gone);
        }

        return isNews;
    }
}
