using ChatOpsIncidents.Host.Ports;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>
/// The service catalogue in force: the files of <c>Catalog:Directory</c>, else the shipped examples. A changed file is
/// read again; a file that cannot be read leaves the last good catalogue in force.
/// </summary>
public sealed partial class CatalogSource : IDisposable
{
    private readonly PhysicalFileProvider _files;
    private readonly ILogger<CatalogSource> _log;
    private readonly IDisposable _watch;

    /// <summary>Reads the catalogue.</summary>
    /// <exception cref="ConfigurationFaultException">The folder or a file in it has faults.</exception>
    public CatalogSource(IConfiguration configuration, ILogger<CatalogSource> log)
    {
        var folder = FolderOf(configuration);
        Current = Read(folder);
        IsExample = folder == Shipped;
        _log = log;
        // Looked at every few seconds: a machine lets a user watch few folders, and a mounted ConfigMap, whose files
        // are links into a hidden folder, tells no watcher that it changed.
        _files = new PhysicalFileProvider(folder) { UsePollingFileWatcher = true, UseActivePolling = true };
        _watch = ChangeToken.OnChange(() => _files.Watch("**/*"), ReadAgain);
    }

    /// <summary>What is known of the services.</summary>
    public Catalog Current { get; private set; }

    /// <summary>Whether it is the shipped one, whose people are nobody's.</summary>
    public bool IsExample { get; }

    /// <summary>The shipped examples.</summary>
    internal static string Shipped => Path.Combine(AppContext.BaseDirectory, "Catalogue", "Examples");

    /// <summary>Where the catalogue lies: <c>Catalog:Directory</c>, else the shipped examples.</summary>
    internal static string FolderOf(IConfiguration configuration) =>
        configuration["Catalog:Directory"] is { Length: > 0 } set ? Path.GetFullPath(set) : Shipped;

    /// <summary>Reads a catalogue.</summary>
    /// <exception cref="ConfigurationFaultException">The folder or a file in it has faults.</exception>
    internal static Catalog Read(string folder) =>
        Directory.Exists(folder)
            ? CatalogFiles.Read(folder)
            : throw new ConfigurationFaultException([$"Catalog:Directory: there is no folder {folder}."]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch.Dispose();
        _files.Dispose();
    }

    private void ReadAgain()
    {
        try
        {
            Current = CatalogFiles.Read(_files.Root);
            ReadAgain(_log, Current.Services.Count);
        }
        catch (Exception fault)
            when (fault is ConfigurationFaultException or IOException or UnauthorizedAccessException)
        {
            NotRead(_log, fault.Message);
        }
    }

    [LoggerMessage(
        EventId = 6001,
        Level = LogLevel.Information,
        Message = "The catalogue was read again: {Services} services."
    )]
    private static partial void ReadAgain(ILogger log, int services);

    [LoggerMessage(
        EventId = 6002,
        Level = LogLevel.Error,
        Message = "The catalogue could not be read again; the last good one stays in force. {Why}"
    )]
    private static partial void NotRead(ILogger log, string why);
}
