using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Declaring;

/// <summary>What a declarer is to know of how the words were taken, each with the tap that turns it round.</summary>
internal static class DeclareRemark
{
    private const int ServicesMax = 2;

    /// <summary>The remark; null: there is nothing to say.</summary>
    public static ChatMessage? Of(DeclareIncident declaration, DecisionContext context)
    {
        var parts = Parts(declaration, context).ToList();
        return parts.Count == 0
            ? null
            : new ChatMessage
            {
                Body = string.Join('\n', parts.Select(part => part.Line).OfType<string>()),
                Actions = [.. parts.SelectMany(part => part.Taps)],
            };
    }

    private static IEnumerable<(string? Line, IEnumerable<ChatAction> Taps)> Parts(
        DeclareIncident declaration,
        DecisionContext context
    )
    {
        if (declaration.Private)
            yield return (
                "Only those who are in it see it.",
                [new ChatAction("Not private", Lines.Public(declaration.Title))]
            );
        if (declaration.Title.StartsWith("past ", StringComparison.OrdinalIgnoreCase))
            yield return (
                "“past” stands in the title. If it is over already, say "
                    + $"{Markup.Code("/incident ended <time>")} and resolve.",
                []
            );
        if (declaration.Whole is not null)
            yield return ("The title was cut; all your words are the first note.", []);
        if (SeverityWords.LooksLikeOne(declaration.Title.Split(' ')[0]) && declaration.Severity is null)
            yield return (
                $"“{Markup.Clean(declaration.Title.Split(' ')[0])}” is no severity; they go from sev1 to sev4.",
                [new ChatAction("Choose the severity", "severity")]
            );
        foreach (var typed in declaration.Unread)
            yield return (
                $"“{Markup.Clean(typed)}” is no time I can read.",
                [new ChatAction("Say when it began", "started")]
            );
        yield return Services(declaration, context.Catalog);
    }

    private static (string? Line, IEnumerable<ChatAction> Taps) Services(DeclareIncident declaration, Catalog catalog)
    {
        var unknown = declaration.Services.Where(name => !ServiceWords.IsKnown(name, catalog)).ToList();
        var meant = unknown.Select(name => ServiceWords.Near(name, catalog)).OfType<string>();
        var offered = meant
            .Concat(ServiceWords.In(declaration.Title, catalog))
            .Distinct()
            .Except(declaration.Services.Select(name => catalog.Find(name)?.Name ?? name))
            .Take(ServicesMax)
            .Select(name => new ChatAction($"Service: {name}", $"service {name}"));
        var line =
            unknown.Count == 0
                ? null
                : $"I know no service {string.Join(", ", unknown.Select(name => $"“{Markup.Clean(name)}”"))}.";
        return (line, offered);
    }

    private static class Lines
    {
        public static string Public(string title) => MakePublic.Word.Line($"private {title}").ToWords();
    }
}
