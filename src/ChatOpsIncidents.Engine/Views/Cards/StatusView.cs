using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>The answer to <c>status</c>: the card, with the last lines and the way to the page.</summary>
public static class StatusView
{
    private const int LinesMax = 3;
    private const int ActionsMax = 5;

    /// <summary>Writes it.</summary>
    public static ChatMessage Render(Incident incident, DecisionContext context)
    {
        var card = CardView.Render(incident, context);
        var last = incident
            .LastLines(LinesMax, line => !line.Undone && !line.IsBookkeeping && !line.Is<CommandHeld>())
            .Select(line => $"• {Markup.Ago(line.At)}: {Text(line.Text)}");
        return card with
        {
            Body = string.Join('\n', [card.Body, Markup.Bold("Last:"), .. last]),
            Actions = [.. card.Actions.Take(ActionsMax - 1), .. PageButton.Of(incident, context.Policy)],
            Footer = incident.RoomId is { } room ? $"Room: {Markup.Channel(room)}" : null,
        };
    }

    // A text with marks is left whole: a mark that is cut is none.
    private static string Text(string text) =>
        text.Contains('⟦') ? text.ReplaceLineEndings(" ") : ShortText.Cut(text.ReplaceLineEndings(" "), 120);
}
