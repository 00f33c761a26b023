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

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string? Chromium = new[]
    {
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    }.FirstOrDefault(File.Exists);

    private static readonly SemaphoreSlim Free = new(AtOnce);

    /// <summary>Whether PDFs can be made here.</summary>
    public bool IsAvailable => Chromium is not null;

    /// <summary>The page as PDF; null: chromium is not installed, or did not print in 30 s.</summary>
    public async Task<RenderedFile?> Print(ExportedFile page, CancellationToken ct)
    {
        if (Chromium is null)
            return null;
        await Free.WaitAsync(ct);
        try
        {
            return await PrintNow(page, ct);
        }
        finally
        {
            Free.Release();
        }
    }

    private static async Task<RenderedFile?> PrintNow(ExportedFile page, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("chatops-incidents-pdf-");
        try
        {
            var (html, output) = (
                Path.Combine(folder.FullName, "page.html"),
                Path.Combine(folder.FullName, "page.pdf")
            );
            await File.WriteAllTextAsync(html, page.Text, Encoding.UTF8, ct);
            await Run(folder.FullName, html, output, ct);
            return File.Exists(output)
                ? new RenderedFile(
                    Path.ChangeExtension(page.Name, "pdf"),
                    "application/pdf",
                    await File.ReadAllBytesAsync(output, ct)
                )
                : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ProcessStartInfo Command(string folder, string html, string output)
    {
        var start = new ProcessStartInfo(Chromium!)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        string[] arguments =
        [
            "--headless",
            "--disable-gpu",
            // The page is whole without its script, and what strangers wrote stands in it.
            "--blink-settings=scriptEnabled=false",
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

    private static async Task Run(string folder, string html, string output, CancellationToken ct)
    {
        using var process = Process.Start(Command(folder, html, output))!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            var read = Task.WhenAll(
                process.StandardError.ReadToEndAsync(limit.Token),
                process.StandardOutput.ReadToEndAsync(limit.Token)
            );
            await process.WaitForExitAsync(limit.Token);
            await read;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
