using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Deploy;

/// <summary>What pipelines run before a deploy, as they run it.</summary>
public sealed partial class FreezeSnippetTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private string _asked = "";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Map("/{answer}/api/v1/freeze", Answer);
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("check.sh", "free", "", 0, "not frozen")]
    [InlineData("check.sh", "frozen", "", 1, "INC-7")]
    [InlineData("check.sh", "frozen", "true", 0, "not held up")]
    [InlineData("check.sh", "broken", "", 0, "could not be asked")]
    [InlineData("check.sh", "stranger", "", 0, "could not be asked")]
    [InlineData("check.sh", "silent", "", 0, "could not be asked")]
    [InlineData("github-actions.yml", "frozen", "", 1, "INC-7")]
    [InlineData("github-actions.yml", "frozen", "true", 0, "not held up")]
    [InlineData("github-actions.yml", "free", "", 0, "")]
    [InlineData("github-actions.yml", "broken", "", 0, "could not be asked")]
    [InlineData("gitlab-ci.yml", "frozen", "", 1, "INC-7")]
    [InlineData("gitlab-ci.yml", "frozen", "true", 0, "not held up")]
    [InlineData("gitlab-ci.yml", "free", "", 0, "")]
    [InlineData("gitlab-ci.yml", "broken", "", 0, "could not be asked")]
    public async Task A_pipeline_waits_for_a_freeze_and_for_nothing_else(
        string file,
        string answer,
        string rollback,
        int expected,
        string says
    )
    {
        var (code, said) = await Run(Script(file), answer, rollback);
        Assert.True(code == expected, $"It ended with {code}: {said}");
        Assert.Contains(says, said, StringComparison.Ordinal);
        Assert.DoesNotContain("the-read-token", said, StringComparison.Ordinal);
        if (rollback.Length == 0 && answer != "silent")
            Assert.Equal("Bearer the-read-token checkout", _asked);
    }

    [Fact]
    public async Task Where_nobody_listens_the_deploy_goes_on()
    {
        var (code, said) = await Run(Script("check.sh"), "free", "", "http://127.0.0.1:9");
        Assert.Equal(0, code);
        Assert.Contains("could not be asked", said, StringComparison.Ordinal);
    }

    private async Task Answer(HttpContext context, string answer)
    {
        _asked = $"{context.Request.Headers.Authorization} {context.Request.Query["service"]}";
        if (answer == "silent")
        {
            await Wait.Forever(context.RequestAborted);
            return;
        }

        context.Response.StatusCode = answer switch
        {
            "free" => 200,
            "frozen" => 423,
            "stranger" => 401,
            _ => 500,
        };
        await context.Response.WriteAsync("{\"frozen\":true,\"incident\":\"INC-7\"}");
    }

    private async Task<(int Code, string Said)> Run(string script, string answer, string rollback, string? url = null)
    {
        var folder = Directory.CreateTempSubdirectory();
        var start = new ProcessStartInfo("sh", ["-e", "-c", script, "sh", "checkout"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
            Environment =
            {
                ["CHATOPS_URL"] = url ?? $"{_app.Urls.First()}/{answer}",
                ["CHATOPS_TOKEN"] = "the-read-token",
                ["SERVICE"] = "checkout",
                ["ROLLBACK"] = rollback.Length == 0 ? "false" : rollback,
            },
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        folder.Delete(recursive: true);
        return (process.ExitCode, said);
    }

    // The step's own lines out of a pipeline's file: what stands below "run: |" or "script: - |".
    private static string Script(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), file));
        if (file.EndsWith(".sh"))
            return text;
        var block = Block().Match(text);
        var indent = block.Groups["indent"].Length;
        var lines = block.Groups["body"].Value.Split('\n').Select(line => line.Length > indent ? line[indent..] : "");
        return string.Join('\n', lines);
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ChatOpsIncidents.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "deploy", "freeze");
    }

    [GeneratedRegex(@"(?:run:|-) \|\n(?<body>(?<indent> +)\S.*\n(?:\k<indent>.*\n)+)")]
    private static partial Regex Block();
}
