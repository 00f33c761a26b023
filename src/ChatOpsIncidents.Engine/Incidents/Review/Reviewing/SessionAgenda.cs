using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Incidents.Review.Reviewing;

/// <summary>What a session about the review talks over, and who is asked to it.</summary>
public static class SessionAgenda
{
    /// <summary>The three questions, in their order.</summary>
    public static IReadOnlyList<string> Questions { get; } =
    [
        "Detection: what would have made us notice it faster?",
        "Mitigation: what would have made us stop it faster?",
        "Communication: what would have told people faster?",
    ];

    /// <summary>How long a session takes that stands in calendars.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromHours(1);

    /// <summary>The questions, numbered, a line each.</summary>
    public static IEnumerable<string> Lines() => Questions.Select((question, i) => $"{i + 1}. {question}");

    /// <summary>Asks people to the session that is planned.</summary>
    internal static ChatMessage Invitation(Incident after)
    {
        var session = after.Session!;
        return new ChatMessage
        {
            Body = string.Join(
                '\n',
                [
                    $"We talk over {Markup.Bold(after.Id)} {Markup.Clean(after.Title)} "
                        + $"{Markup.Time(session.At)}{Place(session)}. "
                        + "Please read the report before, and bring an answer to each of these:",
                    .. Lines(),
                ]
            ),
            Actions =
            [
                new ChatAction("I am prepared", "session prepared", ActionStyle.Primary),
                new ChatAction("I have read it", "share read"),
            ],
        };
    }

    /// <summary>Everybody concerned reads it, but who did it.</summary>
    internal static IEnumerable<Effect> Tell(Incident after, ChatMessage words, Recorded recorded, string key) =>
        PlanSession
            .Invited(after)
            .Where(person => person.Id != recorded.By.Id)
            .Select(person => new Effect.Direct(person.Id, words, $"{key}-{recorded.Seq}-{person.Id}"));

    /// <summary>The entry in each calendar.</summary>
    /// <param name="after">The incident as it is now.</param>
    /// <param name="at">When it begins.</param>
    /// <param name="number">As calendars count changes.</param>
    /// <param name="off">Why it is off; null: it takes place.</param>
    /// <param name="recorded">The fact that it tells of.</param>
    internal static IEnumerable<Effect> Calendars(
        Incident after,
        DateTimeOffset at,
        int number,
        string? off,
        Recorded recorded
    ) =>
        PlanSession
            .Invited(after)
            .Select(person => new Effect.Invitation(
                person.Id,
                person.Name,
                at,
                number,
                $"calendar-{recorded.Seq}-{person.Id}"
            )
            {
                // A mail may be read over a shoulder.
                Title = after.IsPrivate ? "" : after.Title,
                Where = after.Session?.Where,
                OffBecause = off,
            });

    /// <summary>Where it takes place, to be put behind its time; empty: nobody has said.</summary>
    internal static string Place(ReviewSession session)
    {
        if (session.Link is { } link)
            return $", as an item of {Markup.Link(link, "this meeting")}";
        return session.Where is { } where ? $" ({Markup.Clean(where)})" : "";
    }
}
