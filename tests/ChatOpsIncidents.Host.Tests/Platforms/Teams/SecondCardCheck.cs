using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Host.Tests.House;

namespace ChatOpsIncidents.Host.Tests.Platforms.Teams;

/// <summary>What Microsoft's own library finds wrong with cards, which sees what the schema cannot. It is fetched, pinned,
/// together with the Playground.</summary>
internal static class SecondCardCheck
{
    /// <summary>What is wrong, a list for each card.</summary>
    public static async Task<string[][]> FaultsOf(IEnumerable<JsonObject> cards)
    {
        var program = await Run(Path.Combine(SourceText.Root, "deploy/teams/playground/fetch"), [], "");
        var packages = program[..program.IndexOf("/@microsoft", StringComparison.Ordinal)];
        var script = Path.Combine(AppContext.BaseDirectory, "Platforms/Teams/Samples/validate-cards.cjs");
        var all = new JsonArray([.. cards.Select(card => card.DeepClone())]).ToJsonString();
        var found = await Run("node", [script, packages], all);
        return JsonSerializer.Deserialize<string[][]>(found)!;
    }

    private static async Task<string> Run(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().InTime();
        Assert.True(process.ExitCode == 0, $"Cards cannot be checked twice here. {(await complained).Trim()}");
        return await said;
    }
}
