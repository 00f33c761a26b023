using System.Globalization;
using ChatOpsIncidents.Engine.Words;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>
/// A mapping of a YAML text, read key by key. Every fault names its line; a key that nobody asked for is one when the
/// row is done with.
/// </summary>
public sealed class YamlRow
{
    private readonly YamlMappingNode? _node;
    private readonly List<CatalogFault> _faults;
    private readonly string _path;
    private readonly int _above;
    private readonly List<string> _asked = [];

    private YamlRow(YamlMappingNode? node, string path, int above, List<CatalogFault> faults) =>
        (_node, _path, _above, _faults) = (node, path, above, faults);

    /// <summary>The file, as faults name it.</summary>
    public string Path => _path;

    /// <summary>The line on which it begins; null: it is empty.</summary>
    public int? Line => _node is null ? null : LineOf(_node);

    /// <summary>The text's first document; an empty row where there is none or it is no mapping.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="path">The file, as faults name it.</param>
    /// <param name="above">How many lines of the file stand above the text.</param>
    /// <param name="faults">Where faults go.</param>
    public static YamlRow Of(string text, string path, int above, List<CatalogFault> faults)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException fault)
        {
            faults.Add(new CatalogFault(path, (int)fault.Start.Line + above, $"This is no YAML: {fault.Message}"));
            return new YamlRow(null, path, above, faults);
        }
        catch (InvalidOperationException)
        {
            // The scanner ends so on a bracket that never closes.
            faults.Add(new CatalogFault(path, null, "This is no YAML: a bracket or a quotation mark does not close."));
            return new YamlRow(null, path, above, faults);
        }

        var root = yaml.Documents.Count == 0 ? null : yaml.Documents[0].RootNode;
        if (root is not (null or YamlMappingNode or YamlScalarNode { Value: "" or null }))
            faults.Add(new CatalogFault(path, (int)root.Start.Line + above, "Keys with values are expected here."));
        return new YamlRow(root as YamlMappingNode, path, above, faults);
    }

    /// <summary>A value in one line of text, trimmed; null: absent or empty.</summary>
    public string? Text(string key) =>
        Value(key) switch
        {
            null => null,
            YamlScalarNode scalar => Given(scalar),
            var other => Wrong<string>(other, $"{key} is one text."),
        };

    /// <summary>Several texts; one text alone counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        Value(key) switch
        {
            null => [],
            YamlScalarNode scalar => Given(scalar) is { } one ? [one] : [],
            YamlSequenceNode list when list.Children.All(child => child is YamlScalarNode) =>
            [
                .. list.Children.Select(child => Given((YamlScalarNode)child)).OfType<string>(),
            ],
            var other => Wrong<string[]>(other, $"{key} is a list of texts: [one, two].") ?? [],
        };

    /// <summary>Several rows.</summary>
    public IReadOnlyList<YamlRow> Rows(string key) =>
        Value(key) switch
        {
            null => [],
            YamlScalarNode scalar when Given(scalar) is null => [],
            YamlSequenceNode list => [.. list.Children.Select(child => Row(child, key)).OfType<YamlRow>()],
            var other => Wrong<YamlRow[]>(other, $"{key} is a list of rows: - {{ key: value }}.") ?? [],
        };

    /// <summary>One row; null: absent.</summary>
    public YamlRow? Row(string key) =>
        Value(key) is { } node and not YamlScalarNode { Value: "" or null } ? Row(node, key) : null;

    /// <summary>A day such as 2026-10-01; null: absent or wrong.</summary>
    public DateOnly? Day(string key)
    {
        if (Text(key) is not { } typed)
            return null;
        if (DayIn(typed) is { } day)
            return day;
        Fault(key, $"{key} “{typed}” is no date such as 2026-10-01.");
        return null;
    }

    /// <summary>A whole number in a range; null: absent or wrong.</summary>
    public int? Whole(string key, int least, int most)
    {
        if (Text(key) is not { } typed)
            return null;
        if (
            int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
            return number;
        Fault(key, $"{key} “{typed}” is no whole number from {least} to {most}.");
        return null;
    }

    /// <summary>A number of at least 0; null: absent or wrong.</summary>
    public double? Number(string key)
    {
        if (Text(key) is not { } typed)
            return null;
        if (double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        Fault(key, $"{key} “{typed}” is no number such as 0.01.");
        return null;
    }

    /// <summary>A duration such as 5m, also 0m; null: absent or wrong.</summary>
    public TimeSpan? Duration(string key)
    {
        if (Text(key) is not { } typed)
            return null;
        if (typed is "0" or "0s" or "0m")
            return TimeSpan.Zero;
        if (Times.Duration(typed) is { } duration)
            return duration;
        Fault(key, $"{key} “{typed}” is no duration; write for example 30s, 5m or 1h30m.");
        return null;
    }

    /// <summary>True or false; absent or wrong: false.</summary>
    public bool Flag(string key)
    {
        if (Text(key) is not { } typed)
            return false;
        if (bool.TryParse(typed, out var flag))
            return flag;
        Fault(key, $"{key} “{typed}” is neither true nor false.");
        return false;
    }

    /// <summary>One of the words of an enumeration, in lower case with hyphens; null: absent or wrong.</summary>
    public T? Choice<T>(string key)
        where T : struct, Enum
    {
        if (Text(key) is not { } typed)
            return null;
        var words = Enum.GetValues<T>().ToDictionary(Hyphened, value => value, StringComparer.OrdinalIgnoreCase);
        if (words.TryGetValue(typed, out var meant))
            return meant;
        Fault(key, $"{key} “{typed}” is not known; write one of {string.Join(", ", words.Keys)}.");
        return null;
    }

    /// <summary>Names with values, in their order; empty: absent or wrong.</summary>
    public IReadOnlyList<(string Name, string Value)> Pairs(string key) =>
        Value(key) switch
        {
            null => [],
            YamlMappingNode map when map.Children.All(pair => pair.Value is YamlScalarNode { Value.Length: > 0 }) =>
            [
                .. map.Children.Select(pair => (Name(pair.Key), ((YamlScalarNode)pair.Value).Value!.Trim())),
            ],
            var other => Wrong<(string, string)[]>(other, $"{key} has names with values: {{ error ratio: 12 % }}.")
                ?? [],
        };

    /// <summary>Whether the key is there.</summary>
    public bool Has(string key) => Value(key) is not null;

    /// <summary>An http(s) address; null: absent or wrong.</summary>
    public string? Address(string key)
    {
        if (Text(key) is not { } typed)
            return null;
        if (Uri.TryCreate(typed, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return typed;
        Fault(key, $"{key} “{typed}” is no http(s) address.");
        return null;
    }

    /// <summary>Reports a fault at a key's line; at the row's own, where the key is absent.</summary>
    public void Fault(string key, string sentence, bool isGrave = true) =>
        _faults.Add(new CatalogFault(_path, LineOf(key), sentence, isGrave));

    /// <summary>The line of a key's value; the row's own, where the key is absent.</summary>
    public int? LineOf(string key) => Value(key) is { } node ? LineOf(node) : Line;

    /// <summary>The line of one of a key's texts.</summary>
    public int? LineOf(string key, string text) =>
        Value(key) is YamlSequenceNode list
        && list.Children.FirstOrDefault(child => child is YamlScalarNode scalar && Given(scalar) == text) is { } found
            ? LineOf(found)
            : LineOf(key);

    /// <summary>Reports every key that was not asked for.</summary>
    public void Done()
    {
        foreach (var key in _node?.Children.Keys.Where(key => !_asked.Contains(Name(key))) ?? [])
        {
            var meant = Nearest.To(Name(key), _asked);
            _faults.Add(
                new CatalogFault(
                    _path,
                    LineOf(key),
                    $"Nothing is known of a key “{Name(key)}”. "
                        + (meant is null ? $"There are {string.Join(", ", _asked)}." : $"Did you mean {meant}?"),
                    IsGrave: false
                )
            );
        }
    }

    private static DateOnly? DayIn(string typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private YamlRow? Row(YamlNode node, string key) =>
        node is YamlMappingNode mapping
            ? new YamlRow(mapping, _path, _above, _faults)
            : Wrong<YamlRow>(node, $"{key} has keys with values: {{ key: value }}.");

    private YamlNode? Value(string key)
    {
        if (!_asked.Contains(key))
            _asked.Add(key);
        return _node?.Children.FirstOrDefault(pair => Name(pair.Key) == key).Value;
    }

    private T? Wrong<T>(YamlNode node, string sentence)
        where T : class
    {
        _faults.Add(new CatalogFault(_path, LineOf(node), sentence));
        return null;
    }

    private static string Hyphened<T>(T value)
        where T : struct, Enum
    {
        var name = new System.Text.StringBuilder();
        foreach (var letter in value.ToString())
        {
            if (char.IsUpper(letter) && name.Length > 0)
                name.Append('-');
            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }

    private int LineOf(YamlNode node) => (int)node.Start.Line + _above;

    private static string Name(YamlNode key) => (key as YamlScalarNode)?.Value ?? "?";

    private static string? Given(YamlScalarNode scalar) =>
        scalar.Value?.Trim() is { Length: > 0 } text && text is not ("~" or "null") ? text : null;
}
