using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>An update as far as it is written.</summary>
/// <param name="What">What happened.</param>
/// <param name="Impact">What users notice.</param>
/// <param name="Doing">What is being done.</param>
/// <param name="Next">A duration or a time, as people write it; <c>none</c>: it is the last.</param>
public sealed record UpdateDraft(string What, string Impact, string Doing, string Next)
{
    /// <summary>Longest of the three texts, in characters: people read it on a phone.</summary>
    public const int LengthMax = 500;

    /// <summary>What the facts say so far, ready to be read over and sent.</summary>
    public static UpdateDraft Of(Incident incident, DecisionContext context) =>
        new(
            ShortText.Cut(WhatOf(incident), LengthMax),
            ShortText.Cut(ImpactSaid(incident, incident.Impact?.Ongoing == Answer.No), LengthMax),
            UpdateDoing.Of(incident),
            incident.IsRunning && UpdateClock.CadenceOf(incident, context.Policy) is { } every ? Short(every) : "none"
        );

    /// <summary>As a command line that sends it.</summary>
    public string ToWords() =>
        (
            SendUpdate.Word.Line("") with
            {
                Keys = new Dictionary<string, string>
                {
                    ["what"] = What,
                    ["impact"] = Impact,
                    ["doing"] = Doing,
                    ["next"] = Next,
                }.Aggregate(new CommandLine("", "").Keys, (keys, pair) => keys.SetItem(pair.Key, pair.Value)),
            }
        ).ToWords();

    /// <summary>A duration as people write it: <c>90m</c> is <c>1h30m</c>.</summary>
    internal static string Short(TimeSpan span)
    {
        if (span.TotalHours >= 1)
            return $"{(int)span.TotalHours}h" + (span.Minutes > 0 ? $"{span.Minutes}m" : "");
        var isShort = span.TotalMinutes < 2 && span.Seconds > 0;
        return isShort ? $"{(int)span.TotalSeconds}s" : $"{(int)span.TotalMinutes}m";
    }

    /// <summary>What people said last of what happened; the title before anybody did.</summary>
    internal static string WhatOf(Incident incident) =>
        incident.Updates.LastOrDefault()?.What ?? Capital.Of(incident.Title, incident.Services);

    /// <summary>What people said last of the impact, and what is new since: the assessment if it came later, and that
    /// it is over.</summary>
    internal static string ImpactSaid(Incident incident, bool isOver)
    {
        if (incident.Updates.LastOrDefault() is not { } last)
            return incident.Impact is null && isOver ? IsOver : ImpactOf(incident);
        if (incident.ImpactChangedAt > last.At || IsOurs(last.Impact, incident))
            return ImpactOf(incident);
        var ending = incident.ResolvedAt is null ? HasStopped : IsOver;
        var said = last.Impact.Replace(HasStopped, "", StringComparison.Ordinal).TrimEnd();
        return isOver && !said.EndsWith(ending, StringComparison.Ordinal)
            ? $"{said.TrimEnd('.')}. {ending}"
            : last.Impact;
    }

    // Nobody's own words, but those of an earlier draft, sent as they were.
    private static bool IsOurs(string said, Incident incident) =>
        Enum.GetValues<Answer>().Any(ongoing => said == ImpactOf(incident.WithOngoing(ongoing)));

    // What has stopped may come back, until it is resolved.
    private const string HasStopped = "It has stopped; whether it stays so is being checked.";

    private const string IsOver = "It is over.";

    /// <summary>Nobody has said what users notice.</summary>
    internal const string IsUnknown = "We do not know yet who is affected, and how badly.";

    /// <summary>The impact in words that anybody understands.</summary>
    internal static string ImpactOf(Incident incident)
    {
        if (incident.Impact is not { } impact)
            return incident.Updates.LastOrDefault()?.Impact ?? IsUnknown;
        var who = impact.Who switch
        {
            Reach.One => "One user",
            Reach.Some => "Some users",
            Reach.Most => "Most users",
            Reach.All => "All users",
            _ => "It is not known yet how many users",
        };
        var (now, before) = impact.HowBad switch
        {
            Loss.WholeApp => ("cannot use the application", "could not use the application"),
            Loss.MainFlow => ("cannot do something essential", "could not do something essential"),
            Loss.SomeFlow => ("meet errors in some places", "met errors in some places"),
            Loss.Secondary => ("notice a small fault", "noticed a small fault"),
            _ => ("are hit, and how badly", "were hit, and how badly"),
        };
        var loss = impact.Ongoing == Answer.No ? before : now;
        var goesOn = impact.Ongoing switch
        {
            Answer.Yes => "It is still happening.",
            Answer.No when incident.ResolvedAt is null => HasStopped,
            Answer.No => IsOver,
            _ => "We do not know yet whether it is still happening.",
        };
        return $"{who} {loss}{(impact.Scope is { } scope ? $" ({scope})" : "")}. {goesOn}"
            + (impact.Working is { } working ? $" Still working: {working}." : "");
    }

    /// <summary>That it is resolved, and who saw it: people on a dashboard, or monitoring by itself.</summary>
    internal static string IsProven(Incident incident)
    {
        if (!incident.HoldIsTyped)
            return "It is resolved, and monitoring shows that it is as before.";
        var looked = incident.SecondLookAt is null ? "looked" : "looked twice";
        return $"It is resolved; we {looked}, and the values are as before.";
    }
}
