namespace ChatOpsIncidents.Host.Tests.Catalogue;

/// <summary>A catalogue's folder for one test; it goes away with it.</summary>
public sealed class CatalogFolder : IDisposable
{
    /// <summary>A runbook without a fault on 21 November 2026.</summary>
    public const string GoodRunbook = """
        ---
        title: Checkout fails
        services: [checkout]
        symptoms: [card declined]
        owner: "@payments"
        reviewed: 2026-11-01
        ---
        ## Symptoms
        - Errors.
        ## First checks
        - Look.
        ## Common causes and safe mitigations
        - A deploy: `/incident rollback checkout`
        ## When to escalate
        - After 15 minutes.
        ## How it is restored
        - The graphs say so.
        """;

    /// <summary>A playbook without a fault on 21 November 2026.</summary>
    public const string GoodPlaybook = """
        ---
        title: A main flow is down
        severities: [critical, sev2]
        reviewed: 2026-11-01
        ---
        ## Roles
        - Lead.
        ## Escalation
        - Owners.
        ## Decision points
        - Minute 10: back or not?
        ## Communication
        - Every 30 minutes.
        """;

    /// <summary>Services without a fault.</summary>
    public const string GoodServices = """
        services:
          - name: checkout
            runbooks: [checkout-errors]
        """;

    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("catalogue-").FullName;

    /// <summary>A folder without a fault on 21 November 2026.</summary>
    public static CatalogFolder Good() =>
        new CatalogFolder()
            .With("services.yaml", GoodServices)
            .With("runbooks/checkout-errors.md", GoodRunbook)
            .With("playbooks/main-flow-down.md", GoodPlaybook);

    /// <summary>The folder with a file.</summary>
    public CatalogFolder With(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
