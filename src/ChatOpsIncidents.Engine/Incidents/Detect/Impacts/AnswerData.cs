using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Impacts;

/// <summary><c>/incident data repaired 212 rows restored, they match the ledger</c>: what became of data that was
/// corrupt, lost or exposed.</summary>
/// <param name="Repaired">It is as it should be; otherwise it is accepted as it is.</param>
/// <param name="Said">What was repaired and how that is known; or why it is accepted.</param>
public sealed record AnswerData(bool Repaired, string Said) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new(
            "data",
            "<repaired what… | accepted because… | corrupt | lost | exposed | ok>",
            "Say what happened to data, and what became of it",
            Read
        )
        {
            Topic = "Contain",
            Keys = ["answer", "because"],
            Example = "data repaired 212 rows restored, totals match the ledger",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        if (incident.DamagedData is not { } damage)
        {
            return new Refusal(
                "no-data-damage",
                "Nobody has said that data is damaged. What happened to it?",
                new NextStep("It is corrupt", "data corrupt"),
                new NextStep("It is lost", "data lost"),
                new NextStep("It is exposed", "data exposed")
            );
        }

        return incident.DataAnswer is { } known && known.Repaired == Repaired && known.Words == Said
            ? Decision.NothingToDo
            : Decision.Accept(new DataAnswered(damage, Repaired, Said));
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var typed = line["answer"] ?? line.RestWords.FirstOrDefault() ?? "";
        var words = line["answer"] is null ? line.RestWords.Skip(1) : line.RestWords;
        var said = line["because"] ?? string.Join(' ', words.SkipWhile(IsBecause));
        return typed.ToLowerInvariant().TrimEnd(',', ':') switch
        {
            "corrupt" or "lost" or "exposed" or "ok" => new AssessImpact(
                ImpactAnswers.None with
                {
                    Data = typed.ToLowerInvariant(),
                }
            ),
            "repaired" or "fixed" or "restored" or "reconciled" => Answer(true, said),
            "accepted" or "accept" => Answer(false, said),
            _ => Parsed.Ask((_, _) => Ask(null)),
        };
    }

    private static Parsed Answer(bool repaired, string said) =>
        said.Length > 0 ? new AnswerData(repaired, said) : Parsed.Ask((_, _) => Ask(repaired));

    private static bool IsBecause(string word) => word.TrimEnd(',', ':') is "because" or "Because" or "" || word is "-";

    private static Form Ask(bool? repaired)
    {
        var value = repaired is { } known ? Value(known) : null;
        return new Form
        {
            Verb = "data",
            Title = "What became of the data?",
            Fields =
            [
                new FormField
                {
                    Key = "answer",
                    Label = "It is",
                    Kind = FieldKind.Choice,
                    Value = value,
                    Options = [new("repaired", "Repaired"), new("accepted", "Accepted as it is")],
                },
                new FormField
                {
                    Key = "rest",
                    Label = "What, and how do you know? Or why is it accepted?",
                    Kind = FieldKind.Paragraph,
                    Hint = "For example: “212 rows restored; totals match the ledger”",
                },
            ],
        };
    }

    private static string Value(bool repaired) => repaired ? "repaired" : "accepted";
}

/// <summary>What became of damaged data.</summary>
/// <param name="Damage"><c>corrupt</c>, <c>lost</c> or <c>exposed</c>.</param>
/// <param name="Repaired">It is as it should be; otherwise it is accepted as it is.</param>
/// <param name="Words">What was repaired and how that is known; or why it is accepted.</param>
public sealed record DataAnswered([property: Code] string Damage, bool Repaired, string Words)
    : IncidentEvent,
        INews,
        IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var answer = new DataAnswer(Repaired, Words, recorded.By, recorded.ObservedAt);
        return before with
        {
            DataAnswer = answer,
            Impact = before.Impact is { } impact ? impact with { DataAnswered = answer.ToString() } : null,
        };
    }

    /// <inheritdoc/>
    public override string Describe() =>
        Repaired
            ? $"The {Damage} data is repaired: {Words}"
            : $"The {Damage} data is accepted as it is, because {Words}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.Banner;
}
