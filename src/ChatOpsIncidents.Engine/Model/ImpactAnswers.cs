using System.Text.Json.Serialization;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>Answers about the impact, each of which may still be open (null).</summary>
/// <param name="Who">How many are hit.</param>
/// <param name="HowBad">What fails.</param>
/// <param name="Ongoing">Whether it goes on.</param>
/// <param name="Scope">Where: region, tenant, version.</param>
/// <param name="Working">What still works.</param>
/// <param name="Data"><c>ok</c>, <c>corrupt</c>, <c>lost</c> or <c>exposed</c>.</param>
public sealed record ImpactAnswers(
    Reach? Who = null,
    Loss? HowBad = null,
    Answer? Ongoing = null,
    string? Scope = null,
    string? Working = null,
    [property: Code] string? Data = null
)
{
    /// <summary>No answer at all.</summary>
    public static ImpactAnswers None { get; } = new();

    /// <summary>All three were answered, be it with "unknown".</summary>
    [JsonIgnore]
    public bool IsWhole => Who is not null && HowBad is not null && Ongoing is not null;

    /// <summary>What is open or "unknown", in words people know; empty: nothing.</summary>
    [JsonIgnore]
    public string Missing =>
        string.Join(
            ", ",
            new[]
            {
                Who is null or Reach.Unknown ? "who is hit" : null,
                HowBad is null or Loss.Unknown ? "how badly" : null,
                Ongoing is null or Answer.Unknown ? "whether it is still happening" : null,
            }.OfType<string>()
        );

    /// <summary>These answers, with the newer ones in their place.</summary>
    public ImpactAnswers With(ImpactAnswers newer) =>
        new(
            newer.Who ?? Who,
            newer.HowBad ?? HowBad,
            newer.Ongoing ?? Ongoing,
            newer.Scope ?? Scope,
            newer.Working ?? Working,
            newer.Data ?? Data
        );

    /// <summary>The impact; null while one of the three is open.</summary>
    public Impact? ToImpact() =>
        this is { Who: { } who, HowBad: { } howBad, Ongoing: { } ongoing }
            ? new Impact(who, howBad, ongoing, Scope, Working, Data)
            : null;
}
