using System.Globalization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reading;

/// <summary><c>/incident timeline 20</c>: the last lines, with the numbers by which they are corrected.</summary>
/// <param name="Count">How many lines, 1 to 50.</param>
public sealed record ShowTimeline(int Count) : IncidentCommand
{
    private const int Usual = 10;
    private const int EntriesMax = 50;
    private const int LineLengthMax = 140;

    public static CommandWord Word { get; } =
        new("timeline", "[n]", "The last lines of the timeline, with their numbers", Read)
        {
            Topic = "Timeline",
            Example = "timeline 20",
        };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var lines = incident.LastLines(Count, line => !line.IsBookkeeping).Select(Line);
        return Decision.Answer(
            new Reply
            {
                Message = new ChatMessage
                {
                    Title = $"{incident.Id}: timeline",
                    Body = string.Join('\n', lines),
                    Footer = $"Correct one: {Markup.Code("/incident fix <number> <text>")}",
                    Actions = [new ChatAction("Export", "export"), .. PageButton.Of(incident, context.Policy)],
                },
            }
        );
    }

    private static string Line(LogLine line)
    {
        var text = line.Text.Contains('⟦') ? line.Text : ShortText.Cut(line.Text, LineLengthMax);
        var marks = (line.Corrected ? " (corrected)" : "") + (line.Undone ? " (taken back)" : "");
        var who = line.By.IsHuman ? Markup.Clean(line.By.Name) + ": " : "";
        return $"{Markup.Code($"#{line.Seq}")} {Markup.Time(line.At)} {who}{text.ReplaceLineEndings(" ")}{marks}";
    }

    private static Parsed Read(CommandLine line, DecisionContext context) =>
        line.RestWords switch
        {
            [] => new ShowTimeline(Usual),
            [var word]
                when int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 =>
                new ShowTimeline(Math.Min(count, EntriesMax)),
            _ => new Refusal(
                "usage",
                "Say how many lines, for example “timeline 20”.",
                new NextStep("Show ten", "timeline")
            ),
        };
}

/// <summary><c>/incident web</c>: the link to the incident's page.</summary>
public sealed record ShowWeb : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("web", "", "The link to the incident's page", (_, _) => new ShowWeb()) { Topic = "Look" };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        context.Policy.PageOf(incident.Id) is { } url
            ? Decision.Answer(
                Reply.Text(Markup.Link(url, $"{incident.Id} on the web"), [.. PageButton.Of(incident, context.Policy)])
            )
            : new Refusal(
                "no-web",
                "The web page's address is not configured (Web__BaseUrl).",
                new NextStep("Show status", "status")
            );
}

/// <summary><c>/incident export html</c>: uploads the timeline into the room.</summary>
/// <param name="Format">One of <see cref="ExportFormats.All"/>.</param>
public sealed record ExportTimeline(string Format) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("export", "[md|html|pdf|json|csv|canvas]", "Upload the timeline as a file, or write it into a canvas", Read)
        {
            Keys = ["format"],
            Topic = "Timeline",
            Example = "export html",
        };

    /// <inheritdoc/>
    public override bool IsQuestion => true;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        context.IsAlone && Format != Effect.Upload.CanvasFormat
            ? ToAsker(incident, context)
            : ToRoom(incident, context);

    private Decision ToAsker(Incident incident, DecisionContext context) =>
        new()
        {
            Reply = Reply.Text($"The timeline of {incident.Id} is being written as {Format}, and comes to you here."),
            Effects =
            [
                new Effect.Upload(Destination.Room, Format, $"export-{Format}-{incident.Seq}-{context.By.Id}")
                {
                    For = context.By.Id,
                    Alone = true,
                },
            ],
        };

    private Decision ToRoom(Incident incident, DecisionContext context) =>
        new()
        {
            Reply = Reply.Text(
                Format == Effect.Upload.CanvasFormat
                    ? $"The report of {incident.Id} is being written into the canvas of its room, in the place of what "
                        + "stands there."
                    : $"The timeline of {incident.Id} is being written as {Format} and uploaded into the room."
            ),
            Effects =
            [
                new Effect.Upload(Destination.Room, Format, $"export-{Format}-{incident.Seq}") { For = context.By.Id },
            ],
        };

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed = (line["format"] ?? line.RestWords.FirstOrDefault())?.ToLowerInvariant().TrimStart('.');
        if (typed is null)
            return new AskFormat();
        var format = typed switch
        {
            "markdown" => "md",
            "htm" => "html",
            "excel" => "csv",
            _ => typed,
        };
        return ExportFormats.All.Contains(format) || format == Effect.Upload.CanvasFormat
            ? new ExportTimeline(format)
            : new Refusal(
                "unknown-format",
                $"There is no format “{typed}”.",
                [.. ExportFormats.All.Select(known => new NextStep(known, $"export {known}"))]
            );
    }

    /// <summary>Asks for the format, as buttons.</summary>
    private sealed record AskFormat : IncidentCommand
    {
        public override bool IsQuestion => true;

        public override Decision Decide(Incident incident, DecisionContext context) =>
            Decision.Answer(
                Reply.Text(
                    "In which format? HTML is one page that checks its own chain of hashes; "
                        + "Markdown is ready for the review.",
                    [
                        .. new[] { "html", "md", "pdf", "json", "csv" }.Select(
                            (format, i) =>
                                new ChatAction(
                                    format.ToUpperInvariant(),
                                    $"export {format}",
                                    i == 0 ? ActionStyle.Primary : ActionStyle.Default
                                )
                        ),
                    ]
                )
            );
    }
}
