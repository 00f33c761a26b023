namespace ChatOpsIncidents.Engine.Words;

/// <summary>Impact in words.</summary>
public static class ImpactText
{
    /// <summary>One line, for example <c>most users, a main flow, going on</c>.</summary>
    public static string Of(Impact impact) =>
        string.Join(
            ", ",
            new[]
            {
                impact.Who switch
                {
                    Reach.One => "one user",
                    Reach.Unknown => "unknown how many users",
                    _ => $"{impact.Who.ToString().ToLowerInvariant()} users",
                },
                impact.HowBad switch
                {
                    Loss.WholeApp => "the whole application",
                    Loss.MainFlow => "a main flow",
                    Loss.SomeFlow => "some flow",
                    Loss.Secondary => "something secondary",
                    _ => "unknown how badly",
                },
                impact.Ongoing switch
                {
                    Answer.Yes => "going on",
                    Answer.No => "over",
                    _ => "unknown whether it is still happening",
                },
                impact.Scope is { } scope ? $"scope: {scope}" : "",
                impact.Working is { } working ? $"still working: {working}" : "",
                impact.Data is { } data ? $"data: {data}{Answered(impact)}" : "",
            }.Where(part => part.Length > 0)
        );

    private static string Answered(Impact impact) =>
        impact.DataAnswered is { Length: > 0 } answered ? $" ({answered})" : "";

    /// <summary>Answers, of which some may still be open.</summary>
    public static string Of(ImpactAnswers answers)
    {
        if (answers.ToImpact() is { } whole)
            return Of(whole);
        return string.Join(
            "; ",
            new[]
            {
                answers.Who is { } who ? "who: " + ImpactWords.Of(who) : null,
                answers.HowBad is { } howBad ? "how badly: " + ImpactWords.Of(howBad) : null,
                answers.Ongoing is { } ongoing ? "ongoing: " + ImpactWords.Of(ongoing) : null,
                answers.Scope is { } scope ? "scope: " + scope : null,
                answers.Working is { } working ? "working: " + working : null,
                answers.Data is { } data ? "data: " + data : null,
            }.OfType<string>()
        );
    }
}
