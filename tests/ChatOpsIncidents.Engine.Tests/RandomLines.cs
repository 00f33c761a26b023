using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Tests;

/// <summary>Command lines as people, phones, buttons and cats on keyboards give them; the same seed gives the same
/// lines.</summary>
/// <param name="random">The seeded source.</param>
public sealed class RandomLines(Random random)
{
    private static readonly string[] Pieces =
    [
        "critical",
        "sev2",
        "minor",
        "checkout fails",
        "who: most",
        "how-bad: main-flow",
        "how bad: whole app",
        "ongoing: yes",
        "ongoing: unknown",
        "unknown",
        "most main-flow yes",
        "scope: EU",
        "data: lost",
        "payments",
        "payments to 4.1",
        "to 4.1",
        "no payments schema changed",
        "none because the schema changed",
        "none nothing can be done",
        "rollback payments to 4.1",
        "flag-off eu-cards",
        "restart api-7",
        "config pool 50",
        "failover db",
        "scale api all",
        "worked",
        "partial",
        "failed still 40 %",
        "#1",
        "#2",
        "1",
        "3",
        "12",
        "99",
        "at 14:05",
        "at 99:99",
        "10m ago",
        "in 10m",
        "next: 30m",
        "next: none",
        "what: it fails",
        "impact: cards are declined",
        "doing: rolling back",
        "what: probably the database",
        "same",
        "15m",
        "soon",
        "@ben",
        "<@UCLEO|cleo>",
        "me",
        "lead",
        "ops",
        "comms",
        "scribe",
        "backup",
        "until 15:30",
        "confirmed the graph shows it",
        "refuted",
        "inconclusive",
        "for https://grafana.test/d/1",
        "against nothing",
        "manual https://grafana.test/d/1 0.1 %",
        "accept errors it lags",
        "impact-first we know it",
        "containment-first x",
        "evidence-first no",
        "INC-9",
        "INC-7",
        "because",
        "yes",
        "no",
        "all",
        "open",
        "html",
        "pdf",
        "https://example.test/x?a=1&b=2",
        "“curly” quotes",
        "a: b: c:",
        "\"",
        "'",
        "⟦b:x⟧",
        "<!channel>",
        "=1+1",
        "\u0000\u0007",
        "🔥🔥",
        "ß",
        "​",
        "anyway: \"yes\"",
        "edit: \"yes\"",
        "even-so: yes",
        "service: checkout,payments",
        "entry: 3",
        "off",
        "checkout-errors",
        "cart",
        "done 1",
        "format: csv",
        "for: 20m",
        "why: so",
    ];

    private readonly List<(string? Who, string Line)> _buttons = [];

    /// <summary>The next line; now and then a button that was offered before, mostly by the one to whom it was.</summary>
    /// <returns>Who types or presses; null: anybody.</returns>
    public (string? Who, string Line) Next()
    {
        if (_buttons.Count == 0 || random.Next(100) >= 35)
            return (null, Typed());
        var button = _buttons[random.Next(_buttons.Count)];
        return random.Next(4) > 0 ? button : (null, button.Line);
    }

    private string Typed()
    {
        if (random.Next(100) < 3)
            return Garbage();
        if (random.Next(100) < 4)
            return "undo";
        var word = Vocabulary.Commands[random.Next(Vocabulary.Commands.Count)];
        // An incident that ends at once shows little.
        if (word.Verb is "cancel" or "merge" && random.Next(10) > 0)
            word = Vocabulary.Find("note")!;
        var verb =
            word.Synonyms.Count > 0 && random.Next(5) == 0
                ? word.Synonyms[random.Next(word.Synonyms.Count)]
                : word.Verb;
        if (word.Example is { } example && random.Next(100) < 20)
            return example;
        var pieces = Enumerable.Range(0, random.Next(4)).Select(_ => Pieces[random.Next(Pieces.Length)]);
        var line = string.Join(' ', pieces.Prepend(verb));
        return random.Next(50) == 0 ? "INC-7 " + line : line;
    }

    private string Answer(FormField field)
    {
        if (field.Options.Count > 0 && random.Next(3) > 0)
            return field.Options[random.Next(field.Options.Count)].Value;
        if (field.Value is { Length: > 0 } known && random.Next(3) > 0)
            return known;
        if (field.Optional && random.Next(2) == 0)
            return "";
        return Pieces[random.Next(Pieces.Length)];
    }

    /// <summary>A form, filled in: what it proposed, or anything.</summary>
    public string Fill(Form form)
    {
        var line = Vocabulary.Find(form.Verb)!.Line(form.Lead);
        foreach (var field in form.Fields)
        {
            var value = Answer(field);
            if (field.Key == "rest")
                line = line with { Rest = $"{form.Lead} {value}".Trim() };
            else if (value.Length > 0)
                line = line with { Keys = line.Keys.SetItem(field.Key, value) };
        }

        return line.ToWords();
    }

    /// <summary>Remembers what was offered, and to whom; null: to all.</summary>
    public void Offer(IEnumerable<ChatAction> actions, string? to)
    {
        foreach (var action in actions.Where(action => action.Url is null))
        {
            if (_buttons.Count > 20)
                _buttons.RemoveAt(0);
            _buttons.Add((to, action.Command));
        }
    }

    private string Garbage() => new([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(1, 0x2FF))]);
}
