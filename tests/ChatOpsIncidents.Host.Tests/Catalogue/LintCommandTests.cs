using System.Diagnostics;

namespace ChatOpsIncidents.Host.Tests.Catalogue;

/// <summary>The built program, as somebody's build server runs it.</summary>
[Trait("Requirement", "B24"), Trait("Requirement", "B25"), Trait("Requirement", "B26")]
public sealed class LintCommandTests
{
    [Fact]
    public async Task A_good_folder_ends_with_0_and_starts_nothing()
    {
        using var folder = Fresh();
        using var data = new CatalogFolder();
        var (code, output, error) = await Run(
            ["lint", folder.Path],
            start =>
            {
                // A host that read these would not start, or would start a database there.
                start.Environment["Data__Directory"] = Path.Combine(data.Path, "data");
                start.Environment["Slack__BotToken"] = "no token";
                start.Environment["ConnectionStrings__Incidents"] = "no database";
                start.Environment["Policy__TimeZone"] = "nowhere";
            }
        );
        Assert.Equal((0, "", "1 service, 1 runbook, 1 playbook: no faults.\n"), (code, output, error));
        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Path));
    }

    [Fact]
    public async Task A_bad_folder_ends_with_1_and_names_every_place()
    {
        using var folder = Fresh();
        folder
            .With(
                "services.yaml",
                """
                services:
                  - name: checkout
                    runbooks: [checkout-errors, checkout-slow]
                    mitigations: [{ kind: magic, what: it }]
                """
            )
            .With("runbooks/checkout-errors.md", "---\ntitle: x\nreviewed: 2020-02-02\n---\n## Symptoms\n- Errors.\n");
        var (code, output, error) = await Run(["lint", folder.Path]);
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal(1, code);
        Assert.All(lines, line => Assert.StartsWith(folder.Path, line, StringComparison.Ordinal));
        Assert.Contains($"{folder.Path}/services.yaml:3: checkout: there is no runbook “checkout-slow”.", lines);
        Assert.Contains(
            lines,
            line =>
                line.StartsWith(
                    $"{folder.Path}/services.yaml:4: “magic” is no kind of mitigation.",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            lines,
            line =>
                line.StartsWith(
                    $"{folder.Path}/runbooks/checkout-errors.md:3: It was last reviewed on 2020-02-02, ",
                    StringComparison.Ordinal
                )
        );
        Assert.Equal(7, lines.Length);
        Assert.Equal("1 service, 1 runbook, 1 playbook: 7 faults.\n", error);
    }

    [Fact]
    public async Task What_cannot_be_checked_ends_with_2()
    {
        using var empty = new CatalogFolder();
        Assert.Equal((2, "", "/nowhere/at/all: there is no such folder.\n"), await Run(["lint", "/nowhere/at/all"]));
        var (code, _, error) = await Run(["lint", empty.Path]);
        Assert.Equal(
            (2, $"{empty.Path}: there is no services.yaml, no runbooks/*.md and no playbooks/*.md in it.\n"),
            (code, error)
        );
        (code, _, error) = await Run(["lint", "a", "b"]);
        Assert.Equal(2, code);
        Assert.StartsWith("Usage: ", error, StringComparison.Ordinal);
        (code, var output, _) = await Run(["lint", "--help"]);
        Assert.Equal(0, code);
        Assert.StartsWith("Usage: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_folder_it_is_the_configured_one_else_the_shipped_one()
    {
        using var folder = Fresh();
        var (code, output, _) = await Run(["lint"], start => start.Environment["Catalog__Directory"] = folder.Path);
        Assert.Equal((0, ""), (code, output));
        var (_, faults, error) = await Run(["lint"]);
        Assert.Contains("6 services, 6 runbooks, 3 playbooks", error, StringComparison.Ordinal);
        // Time goes by, and what is shipped is reviewed again with a release; nothing else may be wrong with it.
        Assert.All(
            faults.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains("It was last reviewed on", line, StringComparison.Ordinal)
        );
    }

    [Fact, Trait("Requirement", "B16")]
    public async Task Who_is_told_is_checked_with_what_is_configured_here()
    {
        using var folder = Fresh();
        var (code, output, error) = await Run(
            ["lint"],
            start =>
            {
                start.Environment["Catalog__Directory"] = folder.Path;
                start.Environment["Audiences__Support__Channels"] = "#support";
                start.Environment["Audiences__Leadership__Mail"] = "board";
                start.Environment["Audiences__Leadership__Letter"] = "Main Street";
                start.Environment["Cadence__Critical__Suport"] = "00:15:00";
                start.Environment["Cadence__Major__Support"] = "often";
            }
        );
        Assert.Equal(1, code);
        foreach (
            var fault in new[]
            {
                "Audiences:Support:Channels: “#support” is no channel's id",
                "Audiences:Leadership:Mail: “board” is no mail address",
                "Audiences:Leadership:Mail needs a mail server",
                "Audiences:Leadership:Letter: there is no such key",
                "Cadence:Critical:Suport: there is no such audience. Did you mean support?",
                "Cadence:Major:Support: “often”",
            }
        )
            Assert.Contains(fault, output, StringComparison.Ordinal);
        Assert.EndsWith("6 faults.\n", error, StringComparison.Ordinal);
    }

    // Reviewed on the day on which the test runs.
    private static CatalogFolder Fresh()
    {
        var today = $"reviewed: {TimeProvider.System.GetUtcNow():yyyy-MM-dd}";
        return CatalogFolder
            .Good()
            .With("runbooks/checkout-errors.md", CatalogFolder.GoodRunbook.Replace("reviewed: 2026-11-01", today))
            .With("playbooks/main-flow-down.md", CatalogFolder.GoodPlaybook.Replace("reviewed: 2026-11-01", today));
    }

    private static async Task<(int Code, string Output, string Error)> Run(
        string[] args,
        Action<ProcessStartInfo>? with = null
    )
    {
        var start = new ProcessStartInfo("dotnet", [typeof(HostApp).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("Catalog__Directory");
        with?.Invoke(start);
        using var program = Process.Start(start)!;
        var (output, error) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await program.WaitForExitAsync(patience.Token);
        return (program.ExitCode, await output, await error);
    }
}
