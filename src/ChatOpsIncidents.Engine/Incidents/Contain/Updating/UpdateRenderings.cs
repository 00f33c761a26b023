using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>One update for four kinds of readers. Pure; who gets which, and where, is decided elsewhere.</summary>
public static partial class UpdateRenderings
{
    /// <summary>For the room: detail and times.</summary>
    public static ChatMessage ForEngineers(Incident incident, StakeholderUpdate update, int number) =>
        new()
        {
            Title = $"Update {number} · {incident.Id}",
            Body = Ink.Clean(update.What),
            Facts =
            [
                new ChatFact("Impact", Ink.Clean(update.Impact)),
                new ChatFact("Doing", Ink.Clean(update.Doing)),
                new ChatFact("Phase", $"{incident.Severity}, {incident.Phase}"),
                new ChatFact("Next update", Next(update)),
            ],
            Footer =
                $"{Ink.Clean(update.By.Name)} at {update.At.UtcDateTime:HH:mm} UTC"
                + (update.Late > TimeSpan.Zero ? $", {(int)Math.Ceiling(update.Late.TotalMinutes)} min late" : ""),
        };

    /// <summary>For leadership: risk and what it means for the business.</summary>
    public static ChatMessage ForLeadership(Incident incident, StakeholderUpdate update) =>
        new()
        {
            Title = $"{incident.Id} · {incident.Severity}",
            Body = $"{Ink.Clean(update.What)}\n{Ink.Clean(update.Impact)}",
            Facts =
            [
                new ChatFact("Risk", Risk(incident)),
                new ChatFact("Doing", Ink.Clean(update.Doing)),
                new ChatFact(
                    "Running for",
                    incident.DeclaredAt is { } from ? UpdateDraft.Short(update.At - from) : "not declared"
                ),
                new ChatFact("Lead", incident.Lead?.Name ?? "nobody yet"),
                new ChatFact("Next update", Next(update)),
            ],
        };

    /// <summary>For support: words for customers, without internal names.</summary>
    public static ChatMessage ForSupport(Incident incident, StakeholderUpdate update, Catalog catalog) =>
        new()
        {
            Title = $"{incident.Id}: what to tell customers",
            Body = $"{Outward(update.What, incident, catalog)}\n{Outward(update.Impact, incident, catalog)}",
            Facts =
            [
                new ChatFact("What we do", Outward(update.Doing, incident, catalog)),
                new ChatFact("Next update", Next(update)),
                .. incident.Impact?.Working is { } working
                    ? [new ChatFact("Still working", Outward(working, incident, catalog))]
                    : Array.Empty<ChatFact>(),
            ],
        };

    /// <summary>For everybody outside: what they notice, and when they hear again.</summary>
    public static ChatMessage ForPublic(Incident incident, StakeholderUpdate update, Catalog catalog) =>
        ChatMessage.Text(
            Sentence(Outward(update.Impact, incident, catalog))
                + " "
                + Sentence(Outward(update.Doing, incident, catalog))
                + "\n"
                + (update.NextAt is { } at ? $"Next update: {at.UtcDateTime:HH:mm} UTC." : "This is the last update.")
        );

    /// <summary>A text without names that mean nothing outside: services, people, incident ids, hosts,
    /// builds.</summary>
    internal static string Outward(string text, Incident incident, Catalog catalog)
    {
        var services = incident.Services.Concat(
            catalog.Services.SelectMany(service => service.Aliases.Prepend(service.Name))
        );
        var outward = services
            .Distinct()
            .OrderByDescending(name => name.Length)
            .Aggregate(text, (said, name) => Replace(said, name, "our service"));
        outward = incident
            .Roles.Values.Select(person => person.Name)
            .Distinct()
            .Aggregate(outward, (said, name) => Replace(said, name, "our team"));
        return Ink.Clean(
            Internal().Replace(outward, match => match.Groups["id"].Success ? "this incident" : "our system")
        );
    }

    private static string Sentence(string text)
    {
        var whole = text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
        return whole is [.., '.' or '!' or '?' or '…'] ? whole : whole + ".";
    }

    private static string Replace(string text, string name, string instead) =>
        name.Length < 2
            ? text
            : Regex.Replace(
                text,
                $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])",
                instead,
                RegexOptions.IgnoreCase,
                TimeSpan.FromSeconds(1)
            );

    private static string Next(StakeholderUpdate update) =>
        update.NextAt is { } at ? Ink.Time(at) : "none; this is the last";

    private static string Risk(Incident incident) =>
        incident.Impact switch
        {
            { Data: "lost" or "corrupt" or "exposed" } impact => $"data {impact.Data}",
            { Ongoing: Answer.No } => "the effect is over",
            _ when incident.MitigatedAt is not null => "contained, being proven",
            { Who: Reach.All or Reach.Most } => "most business is hit while it goes on",
            { Who: Reach.Unknown } or null => "not known yet",
            _ => "part of the business is hit while it goes on",
        };

    [GeneratedRegex(
        """
            (?<id>\bINC-\d+\b)                                                     # an incident
            | \b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:internal|local|svc|cluster)\b      # a host of ours
            | \b\d{1,3}(?:\.\d{1,3}){3}\b                                          # an address
            """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex Internal();
}
