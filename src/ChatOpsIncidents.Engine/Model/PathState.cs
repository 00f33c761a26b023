using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>What an incident looks like: each has its own first containment and its own runbook.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IncidentPath>))]
public enum IncidentPath
{
    /// <summary>A deploy or another change of ours: go back.</summary>
    Change,

    /// <summary>A supplier: wait with a check, tell people, switch over.</summary>
    Supplier,

    /// <summary>Data is wrong: stop the writes, keep a copy.</summary>
    Data,

    /// <summary>Nobody knows yet.</summary>
    Unknown,
}

public sealed partial record Incident
{
    /// <summary>What it looks like; null: nobody was asked yet.</summary>
    public IncidentPath? Path { get; init; }

    /// <summary>The runbook that fits what it looks like; null: none.</summary>
    public string? PathRunbook { get; init; }

    /// <summary>What it looks like is still to be said: the impact is known and names no damaged data, and nothing
    /// was done that answers it.</summary>
    public bool IsPathOpen => Path is null && Phase == Phase.Impact && !IsDataOpen;
}
