using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Prepare.Planning;

/// <summary><c>/incident plan support every: 15m where: support@example.com</c></summary>
/// <param name="Name">The audience, in lower case; one that the plan does not have is added.</param>
public sealed record ChangePlan(string Name) : IncidentCommand
{
    private const int RowsMax = 12;

    /// <summary>How often; null: as before.</summary>
    public PlanEvery? Every { get; init; }

    /// <summary>Where, as typed; null: as before.</summary>
    public string? Where { get; init; }

    /// <summary>In which words; null: as before.</summary>
    public Wording? Reads { get; init; }

    /// <summary>Why; may be empty.</summary>
    public string Why { get; init; } = "";

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context)
    {
        if (!incident.IsRunning)
            return Refusals.Over(incident);
        var before = incident.AudienceOf(Name)?.Row;
        if (before is null && incident.Plan.Count >= RowsMax)
            return Fault("", $"A plan has at most {RowsMax} audiences.");
        var row = before ?? new Audience(Name, Reads ?? Wording.Leadership);
        var (places, fault) = Where is null ? (row.Places, null) : PlaceWords.Read(Where, Name, context);
        if (fault is not null)
            return Fault("where", fault);
        var changed = row with
        {
            Reads = Reads ?? row.Reads,
            Every = Every is { } every ? every.Value : row.Every,
            Places = places,
            IsEdited = true,
        };
        return before is not null && IsSame(before, changed)
            ? Decision.NothingToDo
            : Decision.Accept(new PlanChanged(changed, Why));
    }

    /// <summary>Reads the line; without an audience the plan is shown, with nothing but one its form opens.</summary>
    internal static Parsed Read(CommandLine line, DecisionContext context)
    {
        var name = DueAudiences.Names(line.Rest) is [var first, ..] ? first : null;
        if (name is null)
            return line.Keys.Count == 0
                ? new ShowPlan()
                : Fault("rest", "Whose? Say plan leadership, support, engineers, public, or a name of your own first.");
        if (name.Length > Audience.NameLengthMax || !name.All(IsOfName))
            return Fault("rest", $"“{ShortText.Cut(name, 60)}” is no name of an audience: letters and digits will do.");
        if (line.Keys.Count == 0)
            return Parsed.Ask((incident, _) => PlanForm.Of(name, incident));
        if (line["every"] is { } typed && PlanEvery.Read(typed) is null)
            return Fault("every", $"“{typed}” is no time: say 15m, 1h, each (with each update) or never.");
        if (line["reads"] is { } words && PlanForm.WordingOf(words) is null)
            return Fault("reads", $"“{words}” is none of leadership, support, engineers, public.");
        return new ChangePlan(name)
        {
            Every = line["every"] is { } every ? PlanEvery.Read(every) : null,
            Where = WhereOf(line),
            Reads = line["reads"] is { } reads ? PlanForm.WordingOf(reads) : null,
            Why = line["why"] ?? "",
        };
    }

    // The form has a field for people and one for all other places; empty, both mean nowhere.
    private static string? WhereOf(CommandLine line)
    {
        var given = new[] { "where", "people" }.Where(line.Keys.ContainsKey).ToList();
        if (given.Count == 0)
            return null;
        var people = (line["people"] ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        var all = people.Select(id => id.Trim('<', '>', '@') is { Length: > 0 } bare ? $"<@{bare}>" : id).Distinct();
        var places = string.Join(", ", all.Prepend(line["where"] ?? "").Where(part => part.Length > 0));
        return places.Length > 0 ? places : "none";
    }

    private static bool IsOfName(char letter) => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_';

    private static bool IsSame(Audience a, Audience b) =>
        a.Reads == b.Reads && a.Every == b.Every && a.Places.SequenceEqual(b.Places);

    private static Refusal Fault(string field, string because) =>
        new("plan-unclear", because, new NextStep("See the plan", "plan"))
        {
            Fields = field.Length == 0 ? new Dictionary<string, string>() : new() { [field] = because },
        };
}

/// <summary>How often an audience is told, as it was typed.</summary>
/// <param name="Value">The time; null: with each update; zero: only when they are named.</param>
public sealed record PlanEvery(TimeSpan? Value)
{
    private static readonly TimeSpan EveryMin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EveryMax = TimeSpan.FromDays(7);

    /// <summary>Reads it; null: it is none.</summary>
    public static PlanEvery? Read(string typed)
    {
        var word = typed.Trim().ToLowerInvariant();
        if (word is PlanText.Never or "none" or "off")
            return new PlanEvery(TimeSpan.Zero);
        if (word is PlanText.Each or "always")
            return new PlanEvery(Value: null);
        var bare = word.StartsWith("every ", StringComparison.Ordinal) ? word["every ".Length..] : word;
        return Times.Duration(bare) is { } span && span >= EveryMin && span <= EveryMax ? new PlanEvery(span) : null;
    }
}

/// <summary>The plan was changed for this incident.</summary>
/// <param name="Row">The audience as it is now.</param>
/// <param name="Why">Why; may be empty.</param>
public sealed record PlanChanged(Audience Row, string Why) : IncidentEvent, IUndoable
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before.AudienceOf(Row.Name) is null
            ? before with
            {
                Plan = before.Plan.Add(new AudienceState(Row)),
            }
            : before.WithAudience(Row.Name, one => one with { Row = Row, Troubles = Kept(one) });

    /// <inheritdoc/>
    public override string Describe()
    {
        var places = Row.Places.Count == 0 ? "nowhere of their own" : InformEffects.Where(Row);
        var often = PlanText.HowOften(Row, stretch: null).ToLowerInvariant();
        return $"Plan: {Row.Name} hears {often}, at {places}, in the words for "
            + $"{Row.Reads.ToString().ToLowerInvariant()}{(Why.Length > 0 ? $": {Why}" : "")}";
    }

    // Of a place that is none of theirs any more nobody need worry.
    private System.Collections.Immutable.ImmutableSortedDictionary<string, string> Kept(AudienceState one) =>
        one.Troubles.RemoveRange(one.Troubles.Keys.Except(Row.Places.Select(place => place.Id)).ToArray());
}
