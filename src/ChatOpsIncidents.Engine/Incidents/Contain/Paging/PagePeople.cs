using System.Collections.Immutable;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Paging;

/// <summary><c>/incident page @ben the database is yours</c>, <c>page backup</c>, <c>page payments-oncall</c></summary>
/// <param name="Target">The person's id, or a group or schedule by name; <c>backup</c> is who has that role.</param>
/// <param name="Name">As people call the target.</param>
/// <param name="Why">May be empty.</param>
public sealed record PagePeople(string Target, string Name, string Why) : IncidentCommand
{
    public static CommandWord Word { get; } =
        new("page", "<@user|group|schedule> [why…]", "Wake somebody", Read)
        {
            Synonyms = ["escalate", "wake"],
            Keys = ["who", "why"],
            Topic = "People",
            Example = "page @ben the database is yours",
        };

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (incident.IsOver)
            return Refusals.Over(incident);
        var (target, name) =
            Target == "backup" && incident.Backup is { } backup ? (backup.Id, backup.Name) : (Target, Name);
        if (incident.Paged.TryGetValue(target, out var at) && context.Now - at < context.Policy.NagInterval)
            return Decision.NothingToDo;
        var why = Why.Length > 0 ? Why : $"{incident.Id} {incident.Severity}: {incident.Title}";
        return Decision.Accept(new PeoplePaged([target], [name], why, context.Now + context.Policy.PageAnswer));
    }

    private static Parsed Read(CommandLine line, DecisionContext context)
    {
        var text = line["who"] ?? line.Rest;
        if (text.Length == 0)
            return Parsed.Ask((incident, _) => Ask(incident));
        var (person, rest) = People.First(text, context);
        var why = line["why"] ?? (line["who"] is null ? null : line.Rest);
        if (person is not null && !Roles(text))
            return new PagePeople(person.Id, person.Name, why ?? rest);
        var word = text.Split(' ')[0];
        return new PagePeople(GroupOf(word), GroupOf(word), why ?? text[word.Length..].Trim());
    }

    // "page backup" means the role, also where somebody is called Backup.
    private static bool Roles(string text) => text.Split(' ')[0].Equals("backup", StringComparison.OrdinalIgnoreCase);

    // A group arrives as <!subteam^S1|@oncall>, @oncall or oncall.
    private static string GroupOf(string word)
    {
        var name = word.Trim('<', '>');
        var shown = name[(name.IndexOf('|') + 1)..];
        return shown.TrimStart('@', '!').ToLowerInvariant() is { Length: > 0 } group ? group : word;
    }

    private static Form Ask(Incident incident) =>
        new()
        {
            Verb = "page",
            Title = "Wake somebody",
            Submit = "Page",
            Fields =
            [
                new FormField
                {
                    Key = "who",
                    Label = "Who: a person, a group or a schedule",
                    Value = incident.Backup is null ? null : "backup",
                },
                new FormField
                {
                    Key = "why",
                    Label = "Why",
                    Optional = true,
                },
            ],
        };
}

/// <summary>People were paged.</summary>
/// <param name="Targets">Persons' ids, groups or schedules.</param>
/// <param name="Names">As people call them, in the same order.</param>
/// <param name="Why">One plain sentence.</param>
/// <param name="AnswerBy">When it is said that nobody came; null: it is not.</param>
public sealed record PeoplePaged(
    IReadOnlyList<string> Targets,
    IReadOnlyList<string> Names,
    string Why,
    DateTimeOffset? AnswerBy
) : IncidentEvent
{
    private const int PagesMax = 4;

    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded)
    {
        var paged = Targets.Select(target => KeyValuePair.Create(target, recorded.RecordedAt));
        var after = before with { Paged = before.Paged.SetItems(paged) };
        return AnswerBy is { } at ? after.Due($"paged:{recorded.Seq}", at) : after;
    }

    /// <inheritdoc/>
    public override string Describe() => $"Paged {string.Join(", ", Names)}: {Why}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => after.IsDrill ? Loudness.CardOnly : Loudness.LogThread;

    /// <inheritdoc/>
    public override IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) =>
        Targets.Select(
            (target, i) =>
                new Effect.Page(target, Why, $"{after.Id}-page-{recorded.Seq}-{i}") { Leads = after.Lead is null }
        );

    // Nobody leads who could be told: whoever is on call hears again, a few times.
    private static Decision Again(Incident incident, PeoplePaged paged, string seq, DecisionContext context) =>
        incident.Log.Count(line => line.Is<PeoplePaged>()) >= PagesMax
            ? Decision.NothingToDo
            : Decision.Accept(
                new DeadlinePassed("paged:" + seq),
                paged with
                {
                    AnswerBy = context.Now + context.Policy.PageAnswer,
                }
            );

    /// <summary>Whether anybody who was paged has come is looked at; where nobody has, the lead hears, once.</summary>
    internal static Decision Unanswered(Incident incident, string seq, DecisionContext context)
    {
        if (
            !incident.IsRunning
            || incident.IsDrill
            || incident.MitigatedAt is not null
            || !long.TryParse(seq, out var number)
            || incident.Entry(number) is not { Fact: PeoplePaged paged } entry
        )
            return Decision.NothingToDo;
        // Of a group, whose members are not known here, anybody who came after the page counts.
        var group = paged.Targets.Zip(paged.Names).Any(pair => pair.First == pair.Second);
        var came = incident.Log.Any(line =>
            line.At >= entry.RecordedAt
            && line.By.IsHuman
            && line.By.Id != entry.By.Id
            && (paged.Targets.Contains(line.By.Id) || (group && line.Is<PersonEntered>()))
        );
        if (came)
            return Decision.NothingToDo;
        if ((entry.By.IsHuman ? entry.By : incident.Lead) is not { } hears)
            return Again(incident, paged, seq, context);
        var again = paged.Targets[0];
        return Decision.NothingToDo with
        {
            Effects =
            [
                new Effect.Tell(
                    hears.Id,
                    ChatMessage.Text(
                        $"{incident.Id}: no word from {string.Join(", ", paged.Names)} yet.",
                        new ChatAction("Page again", $"page {again}"),
                        new ChatAction("Page somebody else", "page")
                    ),
                    $"paged-{seq}"
                ),
            ],
        };
    }
}
