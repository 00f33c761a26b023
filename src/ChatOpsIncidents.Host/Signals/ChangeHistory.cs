using System.Globalization;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals;

/// <summary>Takes changes into the history. By it a repetition is told from a deploy, and a way back is recognised
/// without anybody naming it so.</summary>
public sealed class ChangeHistory(PostgresChanges changes, ServiceNames names)
{
    private const string Started = "started",
        Succeeded = "succeeded",
        Failed = "failed",
        RolledBack = "rolled_back",
        Ended = "ended";

    private const int WhatLengthMax = 300;
    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);

    /// <summary>Takes a change.</summary>
    /// <returns>Whether it says anything new.</returns>
    public async Task<bool> Take(string source, ChangeSignal signal, DateTimeOffset receivedAt, CancellationToken ct)
    {
        if (names.IsQuiet(signal.Environment))
            return false;
        var (service, at) = (names.Of(signal), OwnTime(signal.At, receivedAt));
        var status = Word(signal.Status);
        var id = await IdOf($"{source}:{signal.Object}", signal, service, at, ct);
        if (id is null)
            return false;
        var ran = await Ran(signal, service, id, at, ct);
        // What runs already is no deploy, however often it is said.
        if (IsRepetition(signal, ran))
            return false;
        var isWayBack = status == RolledBack || IsOlder(signal.Version, ran);
        await changes.Record(
            new RecordedChange(
                id,
                source,
                signal.Kind,
                What(signal, service),
                isWayBack && status == Succeeded ? RolledBack : status,
                at
            )
            {
                IsWayBack = isWayBack,
                EndedAt = status == Started ? null : at,
                Service = service,
                Environment = signal.Environment,
                Version = signal.Version,
                // Of a way back nobody goes further back to what it left.
                PreviousVersion = isWayBack ? null : signal.PreviousVersion ?? Newest(ran),
                Actor = WithoutAddress(signal.Actor),
                Url = Link(signal.Url),
            },
            ct
        );
        return true;
    }

    /// <summary>Takes what a supplier says of itself.</summary>
    /// <returns>Whether it says anything new.</returns>
    public async Task<bool> Take(
        string source,
        DependencySignal signal,
        DateTimeOffset receivedAt,
        CancellationToken ct
    )
    {
        var id = $"{source}:{signal.Page}#{signal.Object}";
        var status = signal.IsOpen ? Started : Ended;
        var before = await changes.Find(id, ct);
        // All is well, and nothing else was ever heard.
        if (before is null && !signal.IsOpen)
            return false;
        if (before?.Status == status)
            return false;
        var service = names.OfPage(signal.Page) ?? names.Of(signal);
        var at = OwnTime(signal.At, receivedAt);
        var impact = signal.Impact is { } word ? $" ({word})" : "";
        var supplier = service is null ? "" : $"{service}: ";
        await changes.Record(
            new RecordedChange(id, source, "dependency", Short($"{supplier}{signal.What}{impact}"), status, at)
            {
                EndedAt = signal.IsOpen ? null : at,
                Service = service,
                Url = Link(signal.Url),
            },
            ct
        );
        return true;
    }

    // Some sources name a deploy by its version: when that one comes back, it is another deploy. Null: it says nothing
    // new.
    private async Task<string?> IdOf(
        string id,
        ChangeSignal signal,
        string? service,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        if (await changes.Find(id, ct) is not { } before || IsNext(before, Word(signal.Status), at))
            return id;
        var hasLeft =
            before.Status is Succeeded or RolledBack
            && signal.Status == ChangeStatus.Succeeded
            && at > before.At
            && Newest(await Ran(signal, service, except: "", at, ct)) is { } runs
            && runs != signal.Version;
        var again = string.Create(CultureInfo.InvariantCulture, $"{id}@{at.UtcDateTime:yyyyMMddHHmmss}");
        return hasLeft && await changes.Find(again, ct) is null ? again : null;
    }

    private async Task<IReadOnlyList<string>> Ran(
        ChangeSignal signal,
        string? service,
        string except,
        DateTimeOffset at,
        CancellationToken ct
    ) =>
        signal is { Kind: "deploy", Version: not null } && service is not null
            ? await changes.Deployed(service, signal.Environment, except, at, ct)
            : [];

    // Deliveries come out of order: what has ended does not begin again. What failed may have been tried again.
    private static bool IsNext(ChangeRevision before, string status, DateTimeOffset at) =>
        before.Status switch
        {
            Started => status != Started,
            Failed => status is Succeeded or RolledBack && at > before.At,
            _ => false,
        };

    private static bool IsRepetition(ChangeSignal signal, IReadOnlyList<string> ran) =>
        signal.Status is ChangeStatus.Started or ChangeStatus.Succeeded
        && signal.Version is { } version
        && Newest(ran) == version;

    // What came first is older, however often both have run since: who tries the newer one again does not go back.
    private static bool IsOlder(string? version, IReadOnlyList<string> ran)
    {
        List<string> all = [.. ran];
        return version is not null && all.Count > 0 && all.LastIndexOf(version) > all.LastIndexOf(all[0]);
    }

    private static string? Newest(IReadOnlyList<string> ran) => ran is [var newest, ..] ? newest : null;

    private static string Word(ChangeStatus status) =>
        status switch
        {
            ChangeStatus.Started => Started,
            ChangeStatus.Failed => Failed,
            ChangeStatus.RolledBack => RolledBack,
            _ => Succeeded,
        };

    private static string What(ChangeSignal signal, string? service) =>
        Short(signal.What ?? $"{service} {signal.Version}".Trim());

    private static string Short(string text) => text.Length > WhatLengthMax ? text[..WhatLengthMax] : text;

    // A clock that is far ahead is wrong; ours tells when it came.
    private static DateTimeOffset OwnTime(DateTimeOffset? at, DateTimeOffset receivedAt) =>
        at is { } own && own <= receivedAt + AheadMax ? own : receivedAt;

    // People are named, and not written to.
    private static string? WithoutAddress(string? actor) => actor?.Split('@')[0];

    private static string? Link(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is ("https" or "http") ? url : null;
}
