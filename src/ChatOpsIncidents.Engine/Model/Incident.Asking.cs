using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>Questions with one-tap answers; the first has number 1.</summary>
    public ImmutableList<Poll> Polls { get; init; } = [];
}

/// <summary>A question with one-tap answers.</summary>
/// <param name="Number">1 for the first of an incident.</param>
/// <param name="Question">In words; "yes" means that all is well.</param>
/// <param name="Asked">Who was asked by name; empty: everybody in the room.</param>
public sealed record Poll(int Number, string Question, ImmutableList<Person> Asked)
{
    /// <summary>The answers by person's id; the last of each counts.</summary>
    public ImmutableSortedDictionary<string, Answer> Answers { get; init; } =
        ImmutableSortedDictionary.Create<string, Answer>(StringComparer.Ordinal);

    /// <summary>How many gave an answer.</summary>
    public int Count(Answer answer) => Answers.Values.Count(given => given == answer);

    /// <summary>The share of "no" among the clear answers, as people who are hit; null: no clear answer yet.</summary>
    public Reach? Hit =>
        (No: Count(Answer.No), Yes: Count(Answer.Yes)) switch
        {
            (0, _) => null,
            (1, 0) when Asked.Count != 1 => Reach.One,
            (_, 0) => Reach.All,
            var (no, yes) => no > yes ? Reach.Most : Reach.Some,
        };

    /// <summary>For example <c>does it open for you? 1 yes, 2 no, 0 do not know</c>.</summary>
    public string Tally =>
        $"{Question} {Count(Answer.Yes)} yes, {Count(Answer.No)} no, {Count(Answer.Unknown)} do not know";
}
