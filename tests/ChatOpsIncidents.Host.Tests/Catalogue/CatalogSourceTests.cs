using System.Collections.Concurrent;
using ChatOpsIncidents.Host.Catalogue;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Catalogue;

/// <summary>A catalogue that people edit while the host runs.</summary>
public sealed class CatalogSourceTests
{
    [Fact, Trait("Requirement", "B22"), Trait("Requirement", "B23")]
    public async Task A_changed_file_is_read_again_and_a_bad_one_changes_nothing()
    {
        using var folder = CatalogFolder.Good();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Catalog:Directory"] = folder.Path })
            .Build();
        var log = new Lines();
        using var source = new CatalogSource(configuration, log);
        Assert.NotNull(source.Current.Playbook("main-flow-down"));

        folder.With("runbooks/dns.md", "---\ntitle: Names\n---\n- Look.\n");
        await Wait.Until("the change", () => source.Current.Runbook("dns")?.Title == "Names");
        folder.With("services.yaml", "services:\n  - nam: checkout\n");
        await Wait.Until(
            "the change",
            () =>
                log.Said.Any(line =>
                    line.Contains("services.yaml:2: This service has no name.", StringComparison.Ordinal)
                )
        );
        Assert.Equal("checkout", Assert.Single(source.Current.Services).Name);
        folder.With("services.yaml", CatalogFolder.GoodServices + "\n  - name: search\n");
        await Wait.Until("the change", () => source.Current.Services.Count == 2);
        Assert.Equal(["checkout", "search"], source.Current.Services.Select(service => service.Name));
    }

    // As Kubernetes mounts a ConfigMap: files are links through a hidden link, which is changed at once.
    [Fact, Trait("Requirement", "B22")]
    public async Task A_mounted_configuration_that_is_replaced_is_read_again()
    {
        using var folder = new CatalogFolder();
        folder.With("..1/services.yaml", "services:\n  - name: checkout\n");
        folder.With("..2/services.yaml", "services:\n  - name: search\n");
        // Written at another time: a file system's times are coarse.
        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, "..1", "services.yaml"), DateTime.UnixEpoch);
        var data = Path.Combine(folder.Path, "..data");
        Directory.CreateSymbolicLink(data, "..1");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "services.yaml"), "..data/services.yaml");
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Catalog:Directory"] = folder.Path })
            .Build();
        using var source = new CatalogSource(configuration, new Lines());
        Assert.Equal("checkout", Assert.Single(source.Current.Services).Name);

        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, "..2");
        await Wait.Until("the change", () => source.Current.Services[0].Name == "search");
    }

    private sealed class Lines : ILogger<CatalogSource>
    {
        public ConcurrentQueue<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Said.Enqueue(formatter(state, exception));
    }
}
