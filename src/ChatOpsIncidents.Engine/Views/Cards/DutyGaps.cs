using System.Globalization;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Views.Cards;

/// <summary>When nobody would come, seen in time: holes in the rotations, and people of theirs whom chat does not
/// know.</summary>
public static class DutyGaps
{
    private const int HoleDays = 14;
    private const int HolesMax = 5;

    /// <summary>Every gap as a sentence.</summary>
    /// <param name="context">The catalogue, the day, and who is known.</param>
    public static IEnumerable<string> Of(DecisionContext context) =>
        context.Catalog.Rotations.SelectMany(rotation =>
            HolesOf(rotation, context.Now).Concat(Strangers(rotation, context))
        );

    /// <summary>The times of the next two weeks at which nobody of a rotation is on duty, as sentences; after the first
    /// few how many more there are.</summary>
    public static IEnumerable<string> HolesOf(Rotation rotation, DateTimeOffset from)
    {
        var holes = rotation.Holes(from, from.AddDays(HoleDays)).ToArray();
        foreach (var (begins, ends) in holes.Take(HolesMax))
            yield return $"{rotation.Name}: nobody is on duty from {Say(begins)} to {Say(ends)} UTC.";
        if (holes.Length > HolesMax)
            yield return $"{rotation.Name}: and {holes.Length - HolesMax} more times within two weeks.";
    }

    private static IEnumerable<string> Strangers(Rotation rotation, DecisionContext context) =>
        from name in rotation.People.Append(rotation.Backup).OfType<string>().Distinct()
        where context.FindPerson(name) is not { } person || Duties.WhyNot(person, context) is not null
        select $"{rotation.Name}: {name.TrimStart('@')} is nobody whom chat can call.";

    private static string Say(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
