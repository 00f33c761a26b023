using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Rooms;

/// <summary>The outbox reports that a file was given up: whoever asked for it is told, with a link to the same thing on
/// the web.</summary>
/// <param name="Format">The file's format.</param>
/// <param name="For">Who asked, by id; null: the lead hears of it.</param>
/// <param name="Why">The reason, in one plain sentence.</param>
public sealed record ReportNoUpload(string Format, string? For, string Why) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        var reader = For ?? Roomless.Insiders(incident).FirstOrDefault()?.Id;
        return reader is null
            ? Decision.NothingToDo
            : new Decision
            {
                Effects = [new Effect.Direct(reader, Message(incident, context), $"no-{Format}-{incident.Seq}")],
            };
    }

    private ChatMessage Message(Incident incident, DecisionContext context) =>
        new()
        {
            Title = ShortText.Cut($"{incident.Id} {incident.Title}", 150),
            Body = IsCanvas
                ? $"The report could not be written into a canvas: {Markup.Clean(Why)}. It can be had as a file."
                : $"The timeline could not be uploaded as {Format}: {Markup.Clean(Why)}. "
                    + $"{Elsewhere(incident, context)}",
            Tone = Tone.Notice,
            Actions =
            [
                IsCanvas
                    ? new ChatAction("As a file", "export md", ActionStyle.Primary)
                    : new ChatAction("Try again", $"export {Format}", ActionStyle.Primary),
                .. PageButton.Of(incident, context.Policy),
            ],
        };

    private bool IsCanvas => Format == Effect.Upload.CanvasFormat;

    private string Elsewhere(Incident incident, DecisionContext context) =>
        context.Policy.PageOf(incident.Id) is { } page
            ? $"The same file is on the web: {Markup.Link($"{page}/export/{Format}", $"timeline as {Format}")}"
            : "Everything else continues.";
}

/// <summary>The outbox reports that people could not be let into the room.</summary>
/// <param name="People">Their ids.</param>
/// <param name="Why">The reason, in one plain sentence.</param>
public sealed record ReportNotInvited(IReadOnlyList<string> People, string Why) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.RoomId is not { } room || incident.RoomThread is not null)
            return Decision.NothingToDo;
        var said = new ChatMessage
        {
            Title = ShortText.Cut($"{incident.Id} {incident.Title}", 150),
            Body =
                $"You belong into {Markup.Channel(room)}, but could not be invited: {Markup.Clean(Why)}. "
                + "Somebody who is in it can let you in; commands work here too.",
            Tone = Tone.Notice,
            Actions =
            [
                new ChatAction("Status", "status", ActionStyle.Primary),
                .. PageButton.Of(incident, context.Policy),
            ],
        };
        return new Decision
        {
            Effects = [.. People.Select(id => new Effect.Direct(id, said, $"not-invited-{incident.Seq}-{id}"))],
        };
    }
}
