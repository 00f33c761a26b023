using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Wire;

/// <summary>The latest exchanges with the app, newest last: what and how it ended, never a token or a text.</summary>
internal sealed class WireLog(WorkspaceClock clock)
{
    public const int Kept = 500;

    private readonly Lock _gate = new();
    private readonly Queue<JsonObject> _entries = new();

    /// <summary>Notes one exchange.</summary>
    /// <param name="direction"><c>out</c> to the app, <c>in</c> from it.</param>
    /// <param name="what">The path or the Web API method.</param>
    /// <param name="status">HTTP status; 0 when none was given.</param>
    /// <param name="error">Slack's error code or the reason; null when all went well.</param>
    /// <param name="ms">How long it took, in milliseconds.</param>
    /// <param name="detail">The kind of event or interaction, or the channel of a post; null for nothing more.</param>
    public void Add(string direction, string what, int status, string? error, double ms, string? detail = null)
    {
        var entry = Json.Object(
            ("at", clock.GetUtcNow().ToString("O")),
            ("direction", direction),
            ("path", what),
            ("detail", detail),
            ("status", status),
            ("ok", error is null),
            ("error", error),
            ("ms", Math.Round(ms, 1))
        );
        lock (_gate)
        {
            _entries.Enqueue(entry);
            if (_entries.Count > Kept)
                _entries.Dequeue();
        }
    }

    public JsonArray All()
    {
        lock (_gate)
            return Json.Array(_entries.Select(e => e.DeepClone()));
    }

    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }
}
