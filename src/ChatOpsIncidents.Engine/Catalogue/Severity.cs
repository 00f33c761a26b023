using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Catalogue;

/// <summary>How bad it is; the order is that of urgency, the most urgent first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Servers down, the main application unavailable, all or most users. <c>sev1</c>, <c>p1</c>.</summary>
    Critical = 1,

    /// <summary>Main flows disrupted, many users. <c>sev2</c>, <c>p2</c>.</summary>
    Major = 2,

    /// <summary>Some flows wrong, some users. <c>sev3</c>, <c>p3</c>.</summary>
    Medium = 3,

    /// <summary>Secondary flows, few reports, no lasting effect. <c>sev4</c>, <c>p4</c>.</summary>
    Minor = 4,
}
