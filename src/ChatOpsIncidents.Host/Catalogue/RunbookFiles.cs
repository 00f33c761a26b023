using System.Globalization;
using ChatOpsIncidents.Engine.Incidents;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>The runbooks: <c>runbooks/*.md</c>, Markdown with YAML front matter between two lines of
/// <c>---</c>.</summary>
public static class RunbookFiles
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(HyphenatedNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    /// <summary>Reads a catalogue's runbooks, by name; a folder that is absent is no fault.</summary>
    /// <param name="folder">The catalogue's folder.</param>
    /// <param name="faults">Each names its file.</param>
    public static IReadOnlyList<Runbook> Read(string folder, List<string> faults)
    {
        var runbooks = Path.Combine(folder, "runbooks");
        return Directory.Exists(runbooks)
            ? [.. Directory.EnumerateFiles(runbooks, "*.md").Order(StringComparer.Ordinal)
                .Select(file => One(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file), file, faults))]
            : [];
    }

    /// <summary>Reads one file's text.</summary>
    /// <param name="name">The runbook's name.</param>
    /// <param name="text">The whole file.</param>
    /// <param name="file">What faults name.</param>
    /// <param name="faults">Where faults go; the runbook is usable all the same.</param>
    public static Runbook One(string name, string text, string file, List<string> faults)
    {
        var (head, body) = Split(text.ReplaceLineEndings("\n"));
        var row = Parse(head, file, faults);
        var reviewed = row.Reviewed is { Length: > 0 } typed ? Day(typed, file, faults) : null;
        return new Runbook(name, row.Title is { Length: > 0 } title ? title : name, body)
        {
            Services = row.Services ?? [], Owner = row.Owner, Reviewed = reviewed,
        };
    }

    private static (string Head, string Body) Split(string text)
    {
        const string Mark = "---\n";
        if (!text.StartsWith(Mark, StringComparison.Ordinal)) return ("", text);
        var end = text.IndexOf("\n" + Mark, Mark.Length - 1, StringComparison.Ordinal);
        return end < 0 ? ("", text) : (text[Mark.Length..(end + 1)], text[(end + 1 + Mark.Length)..]);
    }

    private static Row Parse(string head, string file, List<string> faults)
    {
        try
        {
            return Yaml.Deserialize<Row?>(head) ?? new Row();
        }
        catch (YamlException fault)
        {
            faults.Add($"{file}, line {fault.Start.Line + 1}: {fault.Message}");
            return new Row();
        }
    }

    private static DateOnly? Day(string typed, string file, List<string> faults)
    {
        if (DateOnly.TryParse(typed, CultureInfo.InvariantCulture, out var day)) return day;
        faults.Add($"{file}: reviewed “{typed}” is no date such as 2026-10-01.");
        return null;
    }

    private sealed class Row
    {
        public string? Title { get; set; }

        public List<string>? Services { get; set; }

        public string? Owner { get; set; }

        public string? Reviewed { get; set; }
    }
}
