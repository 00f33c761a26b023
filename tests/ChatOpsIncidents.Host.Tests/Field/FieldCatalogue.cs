using System.Text.Json;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>A case that is about the files of a catalogue: they are checked as their keepers check them.</summary>
internal static class FieldCatalogue
{
    /// <summary>Fails if lint says what it should not, or not what it should.</summary>
    public static void Check(JsonElement files, JsonElement expected)
    {
        var folder = PostgresFixture.NewFolder();
        try
        {
            foreach (var file in files.EnumerateObject())
            {
                var path = Path.Combine(folder, file.Name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, file.Value.GetString());
            }

            using var output = new StringWriter();
            LintCommand.Run([folder], null, [], TimeProvider.System, output, output);
            foreach (var one in expected.EnumerateArray())
                Check(one, output.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Check(JsonElement wanted, string said)
    {
        if (wanted.TryGetProperty("excludes", out var excluded))
            Assert.All(excluded.EnumerateArray(), word => Assert.DoesNotContain(word.GetString()!, said));
        if (wanted.TryGetProperty("includes", out var included))
            Assert.All(included.EnumerateArray(), word => Assert.Contains(word.GetString()!, said));
    }
}
