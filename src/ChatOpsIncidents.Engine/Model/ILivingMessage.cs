using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>A fact about something that has one message in the log thread, a role or a task: the first is posted, each
/// later one takes its place.</summary>
public interface ILivingMessage
{
    /// <summary>The message's name within the incident; null: this one has a message of its own.</summary>
    string? MessageKey { get; }

    /// <summary>Who has to notice it: a message that is edited calls nobody. Null: nobody.</summary>
    /// <param name="after">The state with this fact.</param>
    Person? Calls(Incident after) => null;
}

public sealed partial record Incident
{
    /// <summary>The living messages that stand.</summary>
    public ImmutableSortedSet<string> LivingMessages { get; init; } =
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    internal Incident Living(Incident before, Recorded recorded)
    {
        var key = (recorded.Fact as ILivingMessage)?.MessageKey;
        var stands =
            recorded.Fact.LoudnessIn(this) != Loudness.CardOnly && !NoiseBudget.IsHeard(before, this, recorded);
        return key is not null && stands ? this with { LivingMessages = LivingMessages.Add(key) } : this;
    }
}
