using System.Text;
using ChatOpsIncidents.Engine.Exports;
using ChatOpsIncidents.Host.Pages;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Pages;

/// <summary>Pages as PDF, with a browser that behaves as a test says: it never stops a word, and never says what is not
/// so.</summary>
public sealed class PdfPrinterTests : IDisposable
{
    private static readonly ExportedFile Page = new("INC-7.html", "text/html", "<p>INC-7</p>");

    private readonly string _folder = PostgresFixture.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // "Directory not empty"
    [Fact]
    [Trait("Fault", "U4")]
    public async Task A_browser_whose_children_still_write_has_printed_all_the_same()
    {
        var printer = Printer(
            "( for i in 1 2 3 4 5; do echo x > \"$profile/late$i\"; sleep 0.02; done ) & echo pdf > \"$output\""
        );
        var made = Assert.IsType<ExportEnd.Made>(await printer.Print(Page, TimeSpan.FromMinutes(1), default));
        Assert.Equal(("INC-7.pdf", "application/pdf"), (made.File.Name, made.File.ContentType));
    }

    // D5: "chromium is not installed" was said of a browser that had failed
    [Fact]
    public async Task A_browser_that_prints_nothing_has_failed_and_is_not_called_missing()
    {
        var failed = Assert.IsType<ExportEnd.Failed>(
            await Printer("exit 1").Print(Page, TimeSpan.FromMinutes(1), default)
        );
        Assert.DoesNotContain("installed", failed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_where_there_is_no_browser_it_is_called_missing()
    {
        var printer = new PdfPrinter { Browser = null };
        var end = Assert.IsType<ExportEnd.Impossible>(await printer.Print(Page, TimeSpan.Zero, default));
        Assert.Contains("not installed", end.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_for_the_printer_is_told_that_it_is_busy()
    {
        var gate = Path.Combine(_folder, "gate");
        var printer = Printer($"while [ ! -e {gate} ]; do sleep 0.02; done; echo pdf > \"$output\"");
        var two = new[] { Start(), Start() };
        var third = await Printer("echo pdf > \"$output\"").Print(Page, TimeSpan.Zero, default);
        await File.WriteAllTextAsync(gate, "");

        Assert.IsType<ExportEnd.Busy>(third);
        Assert.All(await Task.WhenAll(two), end => Assert.IsType<ExportEnd.Made>(end));

        Task<ExportEnd> Start() => printer.Print(Page, TimeSpan.FromMinutes(1), default);
    }

    // D5: no browser of its own stands in for the one that people have
    [Theory, Trait("Requirement", "D5")]
    [InlineData("<!doctype html><html><head><title>INC-7</title></head><body><p>INC-7</p>{0}</body></html>")]
    [InlineData("<p>INC-7</p>{0}")]
    public async Task The_browser_that_is_installed_prints_the_page_and_runs_no_script_of_it(string page)
    {
        const string Script =
            "<script>document.body.innerHTML = '<p style=\"break-after: page\">x</p>'.repeat(9)</script>";
        var text = page.Replace("{0}", Script, StringComparison.Ordinal);
        var made = Assert.IsType<ExportEnd.Made>(
            await new PdfPrinter().Print(Page with { Text = text }, TimeSpan.FromMinutes(1), default)
        );
        var pdf = Encoding.Latin1.GetString(made.File.Bytes);
        Assert.StartsWith("%PDF-", pdf, StringComparison.Ordinal);
        Assert.Contains("/Count 1\n", pdf, StringComparison.Ordinal);
    }

    private PdfPrinter Printer(string script) => Printer(_folder, script);

    /// <summary>A printer whose browser is a script, which knows <c>$profile</c> and <c>$output</c>.</summary>
    internal static PdfPrinter Printer(string folder, string script)
    {
        var browser = Path.Combine(folder, Path.GetRandomFileName());
        File.WriteAllText(
            browser,
            "#!/bin/sh\nfor a in \"$@\"; do case $a in --print-to-pdf=*) output=${a#*=};; --user-data-dir=*) profile=${a#*=};; "
                + $"esac; done\nmkdir -p \"$profile\"\n{script}\n"
        );
        File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new PdfPrinter { Browser = browser };
    }
}
