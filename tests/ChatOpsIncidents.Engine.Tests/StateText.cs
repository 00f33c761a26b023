using System.Text.Json;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>A state as comparable text; record equality stops at lists.</summary>
public static class StateText
{
    private static readonly JsonSerializerOptions Options = new(FactJson.Options) { WriteIndented = true };

    /// <summary>All of the state's public values.</summary>
    public static string Of(Incident incident) => JsonSerializer.Serialize(incident, Options);
}
