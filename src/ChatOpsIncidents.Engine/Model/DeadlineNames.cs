using System.Globalization;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>The names of deadlines. Of some an incident has several: theirs go on with a colon and whose it is, as in
/// <c>task:3</c>. They stand in the database and in facts, so that none is ever named anew.
/// The next step's own, which no fact sets, is <see cref="StepDue"/>'s.</summary>
internal static class DeadlineNames
{
    /// <summary>A room is to have opened.</summary>
    public const string Room = "room";

    /// <summary>A held command lapses; each by its number.</summary>
    public const string Held = "held";

    /// <summary>The update's text is proposed.</summary>
    public const string UpdateDraft = Update + "draft";

    /// <summary>The update is due.</summary>
    public const string UpdateDue = Update + "due";

    /// <summary>Somebody by name is asked for the update.</summary>
    public const string UpdatePerson = Update + "person";

    /// <summary>A holding update is offered.</summary>
    public const string UpdateHolding = Update + "holding";

    /// <summary>Those who hear less often are due.</summary>
    public const string UpdateAudience = Update + "audience";

    /// <summary>With what the rungs of the update's ladder begin.</summary>
    public const string Update = "update-";

    /// <summary>Those who are waited for are asked about again.</summary>
    public const string Wait = "wait";

    /// <summary>The hold time is over.</summary>
    public const string Hold = "hold";

    /// <summary>The second look after the hold time.</summary>
    public const string SecondLook = "second-look";

    /// <summary>Whether it is still happening, where nobody is told regularly.</summary>
    public const string StillOpen = "still-open";

    /// <summary>Monitoring is to have answered; each by its check.</summary>
    public const string Monitoring = "monitoring";

    /// <summary>The impact is asked for again.</summary>
    public const string Impact = "impact";

    /// <summary>Somebody is asked how far a task is; each by its number.</summary>
    public const string Task = "task";

    /// <summary>A rollback that was handed over is to have been heard of; each by its number.</summary>
    public const string Rollback = "rollback";

    /// <summary>A page goes on to the next way or person; each by its number.</summary>
    public const string Page = "page";

    /// <summary>Of old records, whose pages had one deadline.</summary>
    public const string Paged = "paged";

    /// <summary>An alert still fires: its declared incident calls people.</summary>
    public const string Alert = "alert";

    /// <summary>Whether the freeze is still needed.</summary>
    public const string Freeze = "freeze";

    /// <summary>What was put to everybody stands; each by its number.</summary>
    public const string Decision = "decision";

    /// <summary>An offer is to have been answered; each by its role.</summary>
    public const string Role = "role";

    /// <summary>Who takes command is unopposed.</summary>
    public const string Lead = "lead";

    /// <summary>An absence is over; each by its person.</summary>
    public const string Away = "away";

    /// <summary>The invitation to the review, after the night.</summary>
    public const string ReviewInvite = "review-invite";

    /// <summary>The session's reminder.</summary>
    public const string Session = "session";

    /// <summary>An action's reminder; each by its number.</summary>
    public const string Action = "action";

    /// <summary>Something happens in a drill; each by its number.</summary>
    public const string Drill = "drill";

    /// <summary>The name of one of several.</summary>
    /// <param name="kind">What they are, one of the names above.</param>
    /// <param name="whose">Which of them: a number, a role, a check, a person.</param>
    public static string Of<T>(string kind, T whose) => string.Create(CultureInfo.InvariantCulture, $"{kind}:{whose}");

    /// <summary>Whether a deadline is of that kind: has its name, or is one of several.</summary>
    public static bool Is(string name, string kind) =>
        name == kind || name.StartsWith(Of(kind, ""), StringComparison.Ordinal);
}
