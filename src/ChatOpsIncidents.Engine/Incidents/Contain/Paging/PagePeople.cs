using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Paging;

/// <summary><c>/incident page @ben the database is yours</c>, <c>page backup</c>, <c>page payments-oncall</c></summary>
/// <param name="Target">The person's id, or a group or schedule by name; <c>backup</c> is who has that role.</param>
/// <param name="Name">As people call the target.</param>
/// <param name="Why">May be empty.</param>
public sealed partial record PagePeople(string Target, string Name, string Why) : IncidentCommand
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
        if (Target == "backup" && incident.Backup is null)
            return NoBackup();
        var (target, name) = Target == "backup" ? (incident.Backup!.Id, incident.Backup.Name) : (Target, Name);
        if (target == context.By.Id)
            return Oneself();
        if (Duties.MayNot(new Person(target, name), "page", context) is { } no)
            return no;
        if (incident.Pages.FindLast(page => IsStillCalling(page, target, context)) is { } page)
            return Decision.Answer(StandsAt(page));
        var why = Why.Length > 0 ? Why : $"{incident.Id} {incident.Severity}: {incident.Title}";
        return Decision.Accept([.. PageSteps.Begin([(target, name)], why, context.By, incident, context)]);
    }

    // Whoever was not reached is called again, as often as somebody asks.
    private static bool IsStillCalling(PageState page, string target, DecisionContext context) =>
        page.IsOpen
        && page.Targets.Contains(target, StringComparer.OrdinalIgnoreCase)
        && page.Contacts.Any(contact => contact.IsHopeful)
        && context.Now - page.At < context.Policy.NagInterval;

    private static Reply StandsAt(PageState page) =>
        Reply.Text(
            page.IsReached
                ? $"{Markup.Clean(page.Name)} was paged at {Markup.Ago(page.At)}, and has not answered yet."
                : $"{Markup.Clean(page.Name)} is being called since {Markup.Time(page.At)}.",
            new ChatAction("Page somebody else", "page")
        );

    private static Refusal NoBackup() =>
        new(
            "no-backup",
            "Nobody is the backup yet.",
            new NextStep("Page somebody else", "page"),
            new NextStep("Type", "role backup @user")
        );

    private static Refusal Oneself() =>
        new("page-oneself", "You are here already.", new NextStep("Page somebody else", "page"));

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
        var (target, name) = GroupOf(word);
        return new PagePeople(target, name, why ?? text[word.Length..].Trim());
    }

    // "page backup" means the role, also where somebody is called Backup.
    private static bool Roles(string text) => text.Split(' ')[0].Equals("backup", StringComparison.OrdinalIgnoreCase);

    // A group arrives as <!subteam^S1|@oncall>, <!subteam^S1>, @oncall or oncall.
    private static (string Target, string Name) GroupOf(string word)
    {
        if (GroupMention().Match(word) is { Success: true } mention)
        {
            var (id, label) = (mention.Groups["id"].Value.ToUpperInvariant(), mention.Groups["label"].Value);
            return (id, label.Length > 0 ? label : id);
        }

        var group = word.Trim('<', '>').TrimStart('@', '!').ToLowerInvariant();
        return group.Length > 0 ? (group, group) : (word, word);
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
                    Label = "Why do you need them?",
                    Optional = true,
                    Example = "Payments fail since 14:02; we need somebody who knows the ledger",
                },
            ],
        };

    [GeneratedRegex(@"^<!subteam\^(?<id>\w+)(?:\|@?(?<label>[^<>]*))?>", RegexOptions.IgnoreCase)]
    private static partial Regex GroupMention();
}
