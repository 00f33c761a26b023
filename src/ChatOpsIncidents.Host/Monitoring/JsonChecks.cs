using System.Globalization;
using System.Text.Json;

namespace ChatOpsIncidents.Host.Monitoring;

/// <summary>Reads a number out of JSON that an address of the catalogue answers.</summary>
public sealed class JsonChecks(MonitoringCall call) : ICheckReader
{
    /// <inheritdoc/>
    public string? MissingKey => null;

    /// <inheritdoc/>
    public bool Reads(ServiceCheck check) => check.Json is not null;

    /// <inheritdoc/>
    public async Task<CheckRead> Now(ServiceCheck check, DateTimeOffset now, CancellationToken ct)
    {
        var (status, json, noAnswer) = await call.AskJson(() => new HttpRequestMessage(HttpMethod.Get, check.Json), ct);
        if (noAnswer is not null)
            return new CheckRead.Unreachable($"the address: {noAnswer}");
        if (status != 200)
            return new CheckRead.Unreachable($"the address answers {status}");
        if (json is not { } root)
            return new CheckRead.Blind("the address answers no JSON");
        if (Find(root, check.Path!) is { } number)
            return new CheckRead.Number(number);
        return check.MissingIsZero
            ? new CheckRead.Number(0)
            : new CheckRead.Blind($"there is no number at {check.Path}");
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<double>> Past(
        ServiceCheck check,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken ct
    ) => Task.FromResult<IReadOnlyList<double>>([]);

    private static double? Find(JsonElement at, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind == JsonValueKind.Array && int.TryParse(name, CultureInfo.InvariantCulture, out var index))
            {
                if (index < 0 || index >= at.GetArrayLength())
                    return null;
                at = at[index];
            }
            else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        var text = at.ValueKind is JsonValueKind.Number or JsonValueKind.String ? at.ToString() : null;
        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : null;
    }
}
