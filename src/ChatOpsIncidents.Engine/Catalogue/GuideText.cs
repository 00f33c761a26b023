using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Catalogue;

/// <summary>A guide's Markdown, cut into its steps: headings, lists, code and bold text; no more is needed at
/// night.</summary>
internal static partial class GuideText
{
    private const string Fence = "```";

    /// <summary>Each list item, and each paragraph outside a list.</summary>
    public static IReadOnlyList<GuideStep> Steps(string body)
    {
        List<GuideStep> steps = [];
        var (section, begun) = ("", 0);
        List<string> text = [],
            commands = [];
        foreach (var (line, number, isCode) in Lines(body))
        {
            var heading = isCode ? Match.Empty : Heading().Match(line);
            var begins = !isCode && (heading.Success || Item().IsMatch(line) || line.Trim().Length == 0);
            if (begins && text.Count > 0)
            {
                steps.Add(new GuideStep(section, string.Join('\n', text), begun, [.. commands]));
                text.Clear();
                commands.Clear();
            }

            if (heading.Success)
                section = heading.Groups["t"].Value.Trim();
            if (heading.Success || (!isCode && line.Trim().Length == 0))
                continue;
            if (text.Count == 0)
                begun = number;
            text.Add(isCode ? Ink.Code(line) : Inline(Item().Replace(line, "").Trim()));
            commands.AddRange(isCode ? Typed(line) : Marked().Matches(line).SelectMany(mark => Typed(mark.Value)));
        }

        if (text.Count > 0)
            steps.Add(new GuideStep(section, string.Join('\n', text), begun, [.. commands]));
        return steps;
    }

    /// <summary>The headings, each with its line.</summary>
    public static IReadOnlyList<(string Text, int Line)> Headings(string body) =>
        [
            .. Lines(body)
                .Where(line => !line.IsCode)
                .Select(line => (Heading().Match(line.Text), line.Number))
                .Where(pair => pair.Item1.Success)
                .Select(pair => (pair.Item1.Groups["t"].Value.Trim(), pair.Number)),
        ];

    // The lines without comments and the fences of code; code loses the fence's indentation.
    private static IEnumerable<(string Text, int Number, bool IsCode)> Lines(string body)
    {
        int? indent = null;
        var (number, isComment) = (0, false);
        foreach (var line in body.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            var start = line.Length - line.TrimStart().Length;
            isComment |= indent is null && line.AsSpan(start).StartsWith("<!--");
            if (isComment)
                isComment = !line.Contains("-->", StringComparison.Ordinal);
            else if (line.AsSpan(start).StartsWith(Fence))
                indent = indent is null ? start : null;
            else if (indent is { } most)
                yield return (line[Math.Min(start, most)..], number, true);
            else
                yield return (line, number, false);
        }
    }

    private static IEnumerable<string> Typed(string code)
    {
        const string Command = "/incident ";
        var words = code.Trim('`', ' ');
        if (words.StartsWith(Command, StringComparison.Ordinal))
            yield return words[Command.Length..].Trim();
    }

    private static string Inline(string text) =>
        string.Concat(
            Marked()
                .Split(text)
                .Select(part =>
                    part switch
                    {
                        ['`', .., '`'] when part.Length > 2 => Ink.Code(part[1..^1]),
                        ['*', '*', .., '*', '*'] when part.Length > 4 => Ink.Bold(part[2..^2]),
                        _ => Ink.Clean(part),
                    }
                )
        );

    [GeneratedRegex(@"^#{1,4}\s+(?<t>.+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"^\s*(?:\d+[.)]|[-*+])\s+(?:\[[ x]\]\s+)?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Item();

    [GeneratedRegex(@"(?<m>`[^`]+`|\*\*[^*]+\*\*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marked();
}
