using System.Text.Json.Nodes;

namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>A refusal in Slack's form: <c>ok:false</c> with an error code.</summary>
/// <param name="code">A code that the method documents.</param>
/// <param name="fields">Further top-level fields of the answer; null for none.</param>
internal sealed class SlackFault(string code, JsonObject? fields = null) : Exception(code)
{
    public string Code { get; } = code;

    /// <summary>Seconds to wait; above 0 the answer is a 429.</summary>
    public int RetryAfter { get; init; }

    public JsonObject Answer()
    {
        var answer = Json.Object(("ok", false), ("error", Code));
        foreach (var (name, value) in fields ?? [])
            answer[name] = value?.DeepClone();
        return answer;
    }

    /// <summary><c>invalid_arguments</c> with Slack's explaining lines.</summary>
    public static SlackFault Arguments(params IEnumerable<string> lines) =>
        new(
            "invalid_arguments",
            Json.Object(
                ("response_metadata", Json.Object(("messages", Json.Strings(lines.Select(l => $"[ERROR] {l}")))))
            )
        );
}
