using ChatOpsIncidents.Engine.Incidents;

namespace ChatOpsIncidents.Host.Pipeline;

/// <summary>The service catalogue in force.</summary>
public sealed class CatalogSource
{
    /// <summary>What is known of the services.</summary>
    public Catalog Current { get; private set; } = Catalog.Empty;

    /// <summary>Takes a newly read catalogue.</summary>
    public void Take(Catalog catalog) => Current = catalog;
}
