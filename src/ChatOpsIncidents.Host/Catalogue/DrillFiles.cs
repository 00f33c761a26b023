namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>The drills: <c>drills/*.yaml</c>, one scenario a file. Every fault names its line, and what to write
/// instead.</summary>
public static class DrillFiles
{
    /// <summary>The folder's name in the catalogue's.</summary>
    public const string Folder = "drills";

    private const int InjectsMax = 60;
    private const int AnswersMax = 4;
    private const int AnswerLengthMax = 75;
    private const int TitleLengthMax = DeclareIncident.TitleLengthMax - 7; // “Drill: ” stands before it.

    /// <summary>Reads a catalogue's scenarios, by name; a folder that is absent is no fault.</summary>
    /// <param name="folder">The catalogue's folder.</param>
    /// <param name="faults">Each names its line; a scenario with grave ones is left out.</param>
    public static IReadOnlyList<DrillScenario> Read(string folder, List<CatalogFault> faults)
    {
        var drills = Path.Combine(folder, Folder);
        return Directory.Exists(drills)
            ?
            [
                .. Directory
                    .EnumerateFiles(drills, "*.yaml")
                    .Order(StringComparer.Ordinal)
                    .Select(file => One(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file), file, faults))
                    .OfType<DrillScenario>(),
            ]
            : [];
    }

    /// <summary>Reads one file's text; null: it has grave faults.</summary>
    /// <param name="name">The scenario's name.</param>
    /// <param name="text">The whole file.</param>
    /// <param name="path">What faults name.</param>
    /// <param name="faults">Where faults go.</param>
    public static DrillScenario? One(string name, string text, string path, List<CatalogFault> faults)
    {
        var before = faults.Count;
        var row = YamlRow.Of(text, path, 0, faults);
        if (faults.Count > before)
            return null;
        var scenario = Scenario(name, row);
        return faults.Skip(before).Any(fault => fault.IsGrave) ? null : scenario;
    }

    private static DrillScenario Scenario(string name, YamlRow fields)
    {
        if (name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            fields.Fault("title", $"The file's name “{name}” is what people type; use letters, digits and hyphens.");
        var title = Needed(fields, "title", "checkout is slow");
        if (title.Length > TitleLengthMax)
            fields.Fault("title", $"title has at most {TitleLengthMax} characters.");
        DrillSignal[] signals = [.. fields.Rows("signals").Select(Signal)];
        DrillInject[] injects = [.. fields.Rows("injects").Select(row => Inject(row, signals))];
        if (injects.Length is 0 or > InjectsMax)
            fields.Fault("injects", $"injects are missing or too many; write 1 to {InjectsMax} things that happen.");
        DrillExpectation[] expect = [.. fields.Rows("expect").Select(row => Expectation(row, signals, injects))];
        if (expect.Length == 0)
            fields.Fault(
                "expect",
                "expect is missing; write what you hope for, for example “- { aim: first-update, " + "within: 15m }”."
            );
        var scenario = new DrillScenario(name, title)
        {
            Summary = fields.Text("summary") ?? "",
            Minutes = fields.Whole("minutes", 1, 480) ?? 0,
            Severity = fields.Choice<Severity>("severity"),
            Services = fields.Texts("services"),
            Signals = signals,
            Injects = injects,
            Expect = expect,
            Debrief = fields.Text("debrief") ?? "",
            History = fields.Row("history") is { } history ? History(history) : null,
        };
        fields.Done();
        return scenario;
    }

    private static DrillHistory History(YamlRow row)
    {
        if (!row.Has("stopped"))
            row.Fault("stopped", "stopped is missing; write how long it took then, for example “stopped: 27m”.");
        var link = Needed(row, "link", "https://example.com/what-happened");
        if (link.Length > 0 && !link.StartsWith("https://", StringComparison.Ordinal))
            row.Fault("link", $"“{link}” is no address; it begins with https://.");
        var history = new DrillHistory(
            row.Duration("stopped") ?? TimeSpan.Zero,
            Needed(row, "since", "the first page"),
            Needed(row, "slow", "twenty minutes went by until the release was suspected"),
            Needed(row, "source", "Example Ltd, report of 2 July 2019"),
            link
        );
        row.Done();
        return history;
    }

    private static DrillSignal Signal(YamlRow row)
    {
        var signal = new DrillSignal(Needed(row, "name", "error ratio"), Needed(row, "baseline", "0.1 %"));
        row.Done();
        return signal;
    }

    private static DrillInject Inject(YamlRow row, DrillSignal[] signals)
    {
        if (row.Has("at") == row.Has("when"))
            row.Fault("at", "Write either “at: 5m”, after the start, or “when: …”, in answer to what people do.");
        if (row.Has("after") && row.Has("at"))
            row.Fault("after", "after belongs to “when”; write the time in “at”.");
        if (row.Has("always") && row.Has("when"))
            row.Fault("always", "always belongs to “at”; leave it out here.");
        var inject = new DrillInject
        {
            At = row.Duration("at"),
            When = row.Row("when") is { } when ? Trigger(when) : null,
            After = row.Duration("after") ?? TimeSpan.Zero,
            Say = Words(row),
            Change = row.Row("change") is { } change ? Change(change) : null,
            Monitor = [.. row.Pairs("monitor").Select(pair => new DrillReading(pair.Name, pair.Value))],
            Always = row.Flag("always"),
        };
        foreach (var reading in inject.Monitor.Where(one => signals.All(signal => signal.Name != one.Signal)))
            row.Fault(
                "monitor",
                $"“{reading.Signal}” is none of the signals; write one of "
                    + $"{string.Join(", ", signals.Select(signal => signal.Name))}, or add it to signals."
            );
        if (inject is { Say: null, Change: null, Monitor.Count: 0 })
            row.Fault("alert", "Nothing happens here; write alert, message, question, change or monitor.");
        row.Done();
        return inject;
    }

    private static DrillTrigger Trigger(YamlRow row)
    {
        var act = row.Choice<DrillAct>("act");
        if (!row.Has("act"))
            row.Fault("act", "act is missing; write for example “act: mitigation”.");
        var trigger = new DrillTrigger(act ?? DrillAct.Mitigation, Kinds(row), row.Texts("words"));
        if (trigger.Kinds.Count > 0 && act is not (null or DrillAct.Mitigation))
            row.Fault("kinds", "kinds belong to “act: mitigation”; leave them out here.");
        row.Done();
        return trigger;
    }

    private static DrillWords? Words(YamlRow row)
    {
        (DrillVoice Voice, string? Text)[] all =
        [
            (DrillVoice.Alert, row.Text("alert")),
            (DrillVoice.Message, row.Text("message")),
            (DrillVoice.Question, row.Text("question")),
        ];
        var said = all.Where(one => one.Text is not null).ToArray();
        if (said.Length > 1)
            row.Fault("alert", "Write one of alert, message and question; put the others into their own.");
        var (from, answers, right) = (row.Text("from"), row.Texts("answers"), row.Whole("right", 1, AnswersMax));
        var isQuestion = said is [(DrillVoice.Question, _), ..];
        if (isQuestion ? answers.Count is < 2 or > AnswersMax : answers.Count > 0)
            row.Fault("answers", $"A question has 2 to {AnswersMax} answers, and nothing else has.");
        if (answers.Any(answer => answer.Length > AnswerLengthMax))
            row.Fault("answers", $"answers become buttons; write at most {AnswerLengthMax} characters each.");
        if (right > answers.Count)
            row.Fault("right", $"There is no answer {right}; write 1 to {answers.Count}.");
        return said is [var (voice, text), ..]
            ? new DrillWords(voice, from, text!) { Answers = answers, Right = right ?? 0 }
            : null;
    }

    private static DrillChange Change(YamlRow row)
    {
        string[] kinds = ["deploy", "flag", "config", "infra", "dependency", "traffic"];
        var kind = Needed(row, "kind", "deploy");
        if (kind.Length > 0 && !kinds.Contains(kind))
            row.Fault("kind", $"kind “{kind}” is not known; write one of {string.Join(", ", kinds)}.");
        var change = new DrillChange(kind, Needed(row, "what", "payments 4.2"), row.Duration("ago") ?? TimeSpan.Zero)
        {
            Service = row.Text("service"),
            Version = row.Text("version"),
            Previous = row.Text("previous"),
            By = row.Text("by"),
        };
        row.Done();
        return change;
    }

    private static DrillExpectation Expectation(YamlRow row, DrillSignal[] signals, DrillInject[] injects)
    {
        var aim = row.Choice<DrillAim>("aim");
        if (!row.Has("aim"))
            row.Fault("aim", "aim is missing; write for example “aim: first-update”.");
        var expected = new DrillExpectation(aim ?? DrillAim.Impact)
        {
            Within = row.Duration("within"),
            Kinds = Kinds(row),
            Words = row.Texts("words"),
            Say = row.Text("say"),
        };
        if (aim is DrillAim.RedHerring && expected.Words.Count == 0)
            row.Fault("words", "Say in words what names the wrong track, for example [database, db].");
        if (aim is DrillAim.Proven && signals.Length == 0)
            row.Fault("aim", "Nothing can be proven without signals; add some.");
        if (aim is DrillAim.Answers && injects.All(inject => inject.Say is not { Right: > 0 }))
            row.Fault("aim", "There is no question with a right answer; add one, or leave this out.");
        row.Done();
        return expected;
    }

    private static string Needed(YamlRow row, string key, string example)
    {
        if (row.Text(key) is { } text)
            return text;
        row.Fault(key, $"{key} is missing; write for example “{key}: {example}”.");
        return "";
    }

    private static IReadOnlyList<string> Kinds(YamlRow row)
    {
        var kinds = row.Texts("kinds");
        foreach (var kind in kinds.Where(kind => MitigationKinds.Rows.All(known => known.Name != kind)))
            row.Fault(
                "kinds",
                $"“{kind}” is no kind of change; write one of "
                    + $"{string.Join(", ", MitigationKinds.Rows.Select(known => known.Name))}."
            );
        return kinds;
    }
}
