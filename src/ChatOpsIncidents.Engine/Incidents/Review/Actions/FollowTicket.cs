using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Review.Actions;

/// <summary><c>/incident ticket</c>: where a minor incident's ticket stands; <c>ticket track</c> opens it in the
/// tracker, <c>ticket link https://…</c> links one by hand.</summary>
/// <param name="Opens">Open it in the tracker.</param>
/// <param name="Link">Its address, linked by hand; null: none is given.</param>
public sealed record FollowTicket(bool Opens, string? Link) : IncidentCommand
{
    /// <summary>The number by which effects and reports name the ticket; actions begin with 1.</summary>
    public const int Number = 0;

    public static CommandWord Word { get; } =
        new(
            "ticket",
            "[track | link <link> | reporting <right|wrong> [where…]]",
            "A minor incident's ticket, and whether it was reported in the right place",
            Read
        )
        {
            Topic = "Review",
            Keys = ["link"],
            Example = "ticket reporting wrong the form of the support desk",
        };

    /// <inheritdoc/>
    public override bool IsQuestion => !Opens && Link is null;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsTicket)
            return NoTicket(incident);
        if (Link is not null)
            return incident.Ticket?.Link == Link ? Decision.NothingToDo : Decision.Accept(new TicketOpened(Link));
        if (incident.Ticket is { } ticket)
            return Decision.Answer(Reply.Text(Standing(ticket)));
        return Opens ? Open(incident, context) : Decision.Answer(new Reply { Message = NotThere(context) });
    }

    /// <summary>The incident as an item of the tracker.</summary>
    internal static Effect.OpenItem Item(Incident incident)
    {
        var seesToIt = incident.Lead ?? incident.DeclaredBy;
        return new(Number, incident.Title, seesToIt is { IsHuman: true } ? seesToIt.Name : "nobody yet", null);
    }

    /// <summary>There is no ticket, because it is not minor.</summary>
    internal static Refusal NoTicket(Incident incident) =>
        new(
            "no-ticket",
            $"{incident.Id} is no ticket: it is {incident.Severity}. A minor incident becomes one.",
            new NextStep("Show status", "status")
        );

    private static Decision Open(Incident incident, DecisionContext context) =>
        TrackAction.MayNot(incident, "ticket link <link>", context)
        ?? new Decision
        {
            Reply = Reply.Text("The ticket is being opened in the tracker."),
            Effects = [Item(incident)],
        };

    private static string Standing(TicketState ticket)
    {
        var owner = ticket.Owner is { } person ? $", {Markup.Clean(person.Name)} has it" : "";
        var end = ticket.EndedAt is { } at ? $", closed there {Markup.Time(at)}" : "";
        return $"Its {Markup.Link(ticket.Link, "ticket")} stands in the tracker{owner}{end}.";
    }

    private static ChatMessage NotThere(DecisionContext context) =>
        ChatMessage.Text(
            "It is a ticket of normal priority. It has no item in a tracker yet.",
            [
                .. context.Policy.HasTracker
                    ? [new ChatAction("Open it", "ticket track", ActionStyle.Primary)]
                    : Array.Empty<ChatAction>(),
                new ChatAction("Link it by hand", "ticket link"),
            ]
        );

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        if (line["link"] is { } given)
            return Linked(given);
        return line.RestWords.FirstOrDefault()?.ToLowerInvariant() switch
        {
            "track" or "open" => new FollowTicket(true, null),
            "link" when line.RestAfter(1) is { Length: > 0 } link => Linked(link),
            "link" => Parsed.Ask((_, _) => AskLink()),
            "reporting" => ReviewReporting.Read(line),
            null => new FollowTicket(false, null),
            _ => Refusals.Usage(Word, "Say what about the ticket."),
        };
    }

    private static Parsed Linked(string link) =>
        ActionWords.NoLink(link) is { } noLink ? noLink : new FollowTicket(false, Links.Of(link));

    private static Form AskLink() =>
        new()
        {
            Verb = "ticket",
            Title = "Its ticket",
            Fields =
            [
                new FormField
                {
                    Key = "link",
                    Label = "Tracker item",
                    Example = "https://…",
                },
            ],
        };
}
