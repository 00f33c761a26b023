using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>
/// Learns who is meant by a mention or was chosen in a form, before the words are read: somebody who has never acted
/// here has a name all the same, and a guest is known as a guest.
/// </summary>
public sealed partial class SlackMentions(SlackPeople people)
{
    // More are not asked for: the request has to be answered.
    private const int Most = 5;

    /// <summary>Remembers those who were not met yet, and asks anew about those whom it last asked about long ago;
    /// waits at most <see cref="KnownPeople.NamePatience"/>.</summary>
    public Task Resolve(SlackRequest ask)
    {
        IEnumerable<string> ids = ask.Input switch
        {
            RequestInput.Typed typed => Mention().Matches(typed.Text).Select(m => m.Groups["id"].Value),
            RequestInput.Filled filled => filled
                .Values.Values.Where(value => Chosen().IsMatch(value))
                .SelectMany(value => value.Split(',')),
            _ => [],
        };
        return Task.WhenAll(
            ids.Distinct()
                .Take(Most)
                .Select(id => new SlackActor(ask.Actor.Workspace, id, null, IsForeign: false))
                .Select(actor => people.Recognise(actor, CancellationToken.None))
        );
    }

    [GeneratedRegex(
        @"<@(?<id>[UW][A-Z0-9]{1,40})(?:\|[^<>]{0,200})?>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Mention();

    [GeneratedRegex(
        "^[UW][A-Z0-9]{1,40}(?:,[UW][A-Z0-9]{1,40}){0,20}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Chosen();
}
