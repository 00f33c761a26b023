using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>Prints an exported page to PDF with chromium, where that is installed; elsewhere the HTML, which prints
/// well, is given instead.</summary>
public sealed class PdfPrinter
{
    /// <summary>A browser takes a core and some hundred megabytes: who comes later waits.</summary>
    private const int AtOnce = 2;

    private const string FolderPrefix = "chatops-incidents-pdf-";
    private const int RemovesMax = 10;

    // The page is whole without its script, and what strangers wrote stands in it. Chromium's own switch against
    // scripts stops its printing too.
    private const string NoScripts = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">""";

    private const string Head = "<head>";

    private static readonly TimeSpan PrintTimeMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RemovePause = TimeSpan.FromMilliseconds(100);

    /// <summary>This machine's browser, the one without windows first: it is lighter. Null: there is none.</summary>
    internal static readonly string? Installed = new[]
    {
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    }.FirstOrDefault(File.Exists);

    private static readonly SemaphoreSlim Free = new(AtOnce);

    /// <summary>The browser; null: none is installed.</summary>
    internal string? Browser { get; init; } = Installed;

    /// <summary>Whether it can print at all.</summary>
    public bool IsInstalled => Browser is not null;

    /// <summary>The page as PDF.</summary>
    /// <param name="page">The page.</param>
    /// <param name="patience">How long to wait while others are printed.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<ExportEnd> Print(ExportedFile page, TimeSpan patience, CancellationToken ct)
    {
        if (Browser is null)
            return new ExportEnd.Impossible("chromium, which prints it, is not installed on this server");
        if (!await Free.WaitAsync(patience, ct))
            return new ExportEnd.Busy();
        try
        {
            return await PrintNow(page, ct);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return new ExportEnd.Failed($"the printer failed ({fault.GetType().Name})");
        }
        finally
        {
            Free.Release();
        }
    }

    private async Task<ExportEnd> PrintNow(ExportedFile page, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory(FolderPrefix);
        try
        {
            var html = Path.Combine(folder.FullName, "page.html");
            var output = Path.Combine(folder.FullName, "page.pdf");
            await File.WriteAllTextAsync(html, Still(page.Text), Encoding.UTF8, ct);
            if (!await Run(Command(folder.FullName, html, output), ct))
                return new ExportEnd.Failed($"the printer did not end within {PrintTimeMax.TotalSeconds:0} s");
            if (!File.Exists(output))
                return new ExportEnd.Failed("the printer ended without a page");
            var bytes = await File.ReadAllBytesAsync(output, ct);
            return new ExportEnd.Made(
                new RenderedFile(Path.ChangeExtension(page.Name, "pdf"), "application/pdf", bytes)
            );
        }
        finally
        {
            await Remove(folder);
        }
    }

    private static string Still(string page) =>
        page.IndexOf(Head, StringComparison.Ordinal) is var at and >= 0
            ? page.Insert(at + Head.Length, NoScripts)
            : NoScripts + page;

    private ProcessStartInfo Command(string folder, string html, string output)
    {
        var start = new ProcessStartInfo(Browser!)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        string[] arguments =
        [
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-sync",
            "--no-pdf-header-footer",
            $"--user-data-dir={folder}/profile",
            $"--print-to-pdf={output}",
            new Uri(html).AbsoluteUri,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // Chromium refuses to start as root with its sandbox; everybody else keeps it.
        if (Environment.IsPrivilegedProcess)
            start.ArgumentList.Insert(0, "--no-sandbox");
        return start;
    }

    private static async Task<bool> Run(ProcessStartInfo command, CancellationToken ct)
    {
        using var process = Process.Start(command)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(PrintTimeMax);
        try
        {
            StandBack(process);
            var read = Task.WhenAll(
                process.StandardError.ReadToEndAsync(limit.Token),
                process.StandardOutput.ReadToEndAsync(limit.Token)
            );
            await process.WaitForExitAsync(limit.Token);
            await read;
            return true;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            return false;
        }
    }

    // A page is never more urgent than a word.
    private static void StandBack(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception)
        {
            // It has ended already, or the system does not let us.
        }
    }

    // The browser's children may write for a moment after it has ended. What cannot be removed is left to the machine's
    // own tidying: the page is printed, and that is what counts.
    private static async Task Remove(DirectoryInfo folder)
    {
        for (var tries = 1; tries <= RemovesMax; tries++)
        {
            try
            {
                folder.Delete(recursive: true);
                return;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                await Task.Delay(RemovePause);
            }
        }
    }
}
