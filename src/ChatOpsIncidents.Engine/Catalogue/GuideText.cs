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
        var top = SectionLevel(body);
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

            if (heading.Success && LevelOf(heading) == top)
                section = TextOf(heading);
            if (heading.Success || (!isCode && line.Trim().Length == 0))
                continue;
            if (text.Count == 0)
                begun = number;
            text.Add(isCode ? Markup.Code(line) : Inline(Item().Replace(line, "").Trim()));
            commands.AddRange(isCode ? Typed(line) : Marked().Matches(line).SelectMany(mark => Typed(mark.Value)));
        }

        if (text.Count > 0)
            steps.Add(new GuideStep(section, string.Join('\n', text), begun, [.. commands]));
        return steps;
    }

    /// <summary>The headings, each with its line.</summary>
    public static IReadOnlyList<(string Text, int Line)> Headings(string body)
    {
        var top = SectionLevel(body);
        return [.. All(body).Where(pair => LevelOf(pair.Found) == top).Select(pair => (TextOf(pair.Found), pair.Line))];
    }

    /// <summary>The one line at the top that is the title; null: there is none.</summary>
    public static string? Title(string body)
    {
        var all = All(body).ToList();
        return IsTitle(all) ? TextOf(all[0].Found) : null;
    }

    // A single first heading above all others is the title; the highest of the others are the sections, and what stands
    // under a lower one belongs to its section.
    private static int SectionLevel(string body)
    {
        var all = All(body).ToList();
        var rest = IsTitle(all) ? all.Skip(1) : all;
        return rest.Select(pair => LevelOf(pair.Found)).DefaultIfEmpty(1).Min();
    }

    private static bool IsTitle(List<(Match Found, int Line)> all) =>
        all.Count > 1 && all.Skip(1).All(other => LevelOf(other.Found) > LevelOf(all[0].Found));

    private static IEnumerable<(Match Found, int Line)> All(string body) =>
        Lines(body)
            .Where(line => !line.IsCode)
            .Select(line => (Found: Heading().Match(line.Text), Line: line.Number))
            .Where(pair => pair.Found.Success);

    private static int LevelOf(Match heading) => heading.Groups["h"].Length;

    private static string TextOf(Match heading) => heading.Groups["t"].Value.Trim();

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
                        ['`', .., '`'] when part.Length > 2 => Markup.Code(part[1..^1]),
                        ['*', '*', .., '*', '*'] when part.Length > 4 => Markup.Bold(part[2..^2]),
                        _ => Markup.Clean(part),
                    }
                )
        );

    [GeneratedRegex(
        @"^(?<h>#{1,4})\s+(?<t>.+?)(\s+\{#[^}]*\})?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
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
