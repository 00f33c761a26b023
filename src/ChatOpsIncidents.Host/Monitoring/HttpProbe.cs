namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>Asks an address of the catalogue whether it answers as it should. Redirects are not followed.</summary>
/// <remarks>An address that does not answer is what people see, too: that is bad, not blind.</remarks>
public sealed class HttpProbe(MonitoringCall call) : ICheckReader
{
    /// <inheritdoc/>
    public string? MissingKey => null;

    /// <inheritdoc/>
    public bool Reads(ServiceCheck check) => check.Http is not null;

    /// <inheritdoc/>
    public async Task<CheckRead> Now(ServiceCheck check, DateTimeOffset now, CancellationToken ct)
    {
        var (status, _, noAnswer) = await call.Ask(() => new HttpRequestMessage(HttpMethod.Get, check.Http), ct);
        return noAnswer is null
            ? new CheckRead.Answer(status == check.Expect, $"answers {status}, {check.Expect} is expected")
            : new CheckRead.Answer(false, $"no answer: {noAnswer}");
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<double>> Past(
        ServiceCheck check,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken ct
    ) => Task.FromResult<IReadOnlyList<double>>([]);
}
