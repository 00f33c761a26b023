using System.Text;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Exports;

/// <summary>The incident as a post for everybody outside, as Markdown: what they noticed, for how long, what was
/// done and what will change. A draft to be read over: no person, service, host or incident id of ours is in
/// it.</summary>
public static class PublicPost
{
    /// <summary>Writes it.</summary>
    public static string Write(TimelineDocument document)
    {
        var incident = document.Incident;
        var words = new OutwardWords(document);
        var post = new StringBuilder("# What happened, and what we do about it\n\n")
            .Append("> A draft from the record. Read it over before it goes out.\n\n")
            .Append(Opening(incident))
            .Append('\n');
        Paragraphs(post, "What you noticed", Noticed(incident, words));
        Paragraphs(post, "What we did", Did(incident, words));
        Paragraphs(post, "Why it could happen", incident.Factors.Select(factor => words.Of(factor.Text)));
        var changes = incident.Actions.Where(action => !action.IsDropped).Select(action => words.Of(action.Text));
        Paragraphs(post, "What we change", changes);
        return post.Append("\nWe are sorry for the trouble. Thank you for your patience.\n").ToString();
    }

    private static string Opening(Incident incident)
    {
        var figures = Figures.Of(incident).Span;
        if (figures is not { } span)
            return $"On {Day(incident.DeclaredAt ?? incident.LastAt)} a part of our service did not work as it should.";
        return $"On {Day(span.From)}, from {span.From.UtcDateTime:HH:mm} to {Until(span)} UTC "
            + $"({Durations.Say(span.To - span.From)}), a part of our service did not work as it should.";
    }

    // What was said while it lasted; the last update says only that it is over.
    private static IEnumerable<string> Noticed(Incident incident, OutwardWords words)
    {
        var said = incident
            .Updates.Where(update => update.NextAt is not null)
            .Select(update => update.Impact)
            .Distinct();
        List<string> noticed = [.. said.Select(words.Of)];
        if (noticed.Count > 0)
            return noticed;
        return incident.Impact is { } impact
            ? [words.Of(ImpactText.Of(impact with { Ongoing = Answer.No }))]
            : ["*Not recorded. Say in one sentence what people could not do.*"];
    }

    private static IEnumerable<string> Did(Incident incident, OutwardWords words)
    {
        foreach (var update in incident.Updates.DistinctBy(update => update.Doing))
            yield return $"{update.At.UtcDateTime:HH:mm} UTC: {words.Of(update.Doing)}";
        if (incident.ResolvedAt is { } over)
            yield return $"{over.UtcDateTime:HH:mm} UTC: {HowOver(incident)}it was over.";
    }

    private static string HowOver(Incident incident)
    {
        if (incident.RecoveryShownBy is null)
            return "";
        return incident.HoldIsTyped
            ? "we had looked, the values were normal, and "
            : "our monitoring had shown normal values for a while, and ";
    }

    private static void Paragraphs(StringBuilder post, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        post.Append($"\n## {title}\n\n");
        foreach (var line in all)
            post.Append($"- {line}\n");
    }

    private static string Until((DateTimeOffset From, DateTimeOffset To) span) =>
        span.To.UtcDateTime.Date == span.From.UtcDateTime.Date
            ? $"{span.To.UtcDateTime:HH:mm}"
            : $"{span.To.UtcDateTime:HH:mm} of {Day(span.To)}";

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy");
}

/// <summary>Words that may leave the house: without names of people, services, hosts and incidents.</summary>
internal sealed class OutwardWords(TimelineDocument document)
{
    private static readonly Catalog Unknown = new([]);

    private readonly string[] people =
    [
        .. document
            .Entries.Select(entry => entry.Actor.Name)
            .Concat(document.Incident.Actions.Select(action => action.Owner.Name))
            .Where(name => name.Length > 1)
            .Distinct(),
    ];

    /// <summary>A text of the record as it may stand outside, escaped for Markdown.</summary>
    public string Of(string text)
    {
        var outward = OutwardText.Of(text, document.Incident, Unknown, people);
        return TimelineMarkdown.Escape(outward);
    }
}
