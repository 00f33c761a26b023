using System.Text.Json.Serialization;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Effects;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>
/// A fact about an incident, in the past tense, readable alone. Its stored name stands in <c>Vocabulary.Facts.cs</c>
/// and never changes; its properties may only be added to. Who and when stand once, in the envelope
/// <see cref="Recorded"/>.
/// </summary>
public abstract record IncidentEvent
{
    /// <summary>The state after this fact. Pure; reads no policy: due times and limits stand in the fact.</summary>
    public abstract Incident Fold(Incident before, Recorded recorded);

    /// <summary>One sentence in plain words for the timeline; no actor, no time (the envelope has them).</summary>
    public abstract string Describe();

    /// <summary>What a state keeps of it, to be folded anew: less only of what is long and no fold reads.</summary>
    public virtual IncidentEvent Lightened() => this;

    /// <summary>Where it is heard.</summary>
    public virtual Loudness LoudnessIn(Incident after) => Loudness.LogThread;

    /// <summary>How many posts in the room it leads to besides the one that its loudness asks for.</summary>
    public virtual int PostsInRoom() => 0;

    /// <summary>The message for the room or the log thread; by default who, the sentence, and when it was if that is
    /// not now.</summary>
    public virtual ChatMessage Announce(Incident after, Recorded recorded)
    {
        var isNow = recorded.ObservedAt == recorded.RecordedAt || this is ISaysWhen;
        var said = isNow ? Describe() : $"{Describe()}, at {Markup.Time(recorded.ObservedAt)}";
        return ChatMessage.Text(recorded.By.IsHuman ? $"{Markup.Bold(recorded.By.Name)}: {said}" : said);
    }

    /// <summary>What else follows outside. Asked once, when the fact is stored, never on replay.</summary>
    public virtual IEnumerable<Effect> Effects(Incident after, Recorded recorded, DecisionContext context) => [];
}

/// <summary>Where a kind of fact is heard: the noise budget.</summary>
public enum Loudness
{
    /// <summary>Nowhere but on the card and in the timeline.</summary>
    CardOnly,

    /// <summary>In the thread under the card.</summary>
    LogThread,

    /// <summary>In the room itself.</summary>
    Banner,
}

/// <summary>A fact written by a newer version. It is kept as it is, and makes its incident read-only here.</summary>
/// <param name="Kind">Its stored name.</param>
/// <param name="Content">Its exact text.</param>
public sealed record UnknownFact([property: JsonIgnore] string Kind, [property: JsonIgnore] string Content)
    : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before with { IsReadOnly = true };

    /// <inheritdoc/>
    public override string Describe() => $"A fact of a newer version ({Kind})";
}

/// <summary>A fact whose content was erased: that it was, when and by whom, is left. What it meant stands in its
/// redaction.</summary>
/// <param name="Kind">Its stored name.</param>
public sealed record ErasedFact([property: JsonIgnore] string Kind) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before;

    /// <inheritdoc/>
    public override string Describe() => "Erased";
}

/// <summary>A fact that its author may take back within ten minutes: nothing outside rests on it. Later folds do
/// without it.</summary>
public interface IUndoable;

/// <summary>As <see cref="IUndoable"/>, but later facts may refer to it: only while nothing has been recorded after
/// it.</summary>
public interface IUndoableWhileLast : IUndoable;

/// <summary>A fact that people outside want to hear of: a holding update repeats it.</summary>
public interface INews;

/// <summary>A fact that changes what a report says: it is shared anew.</summary>
public interface IChangesReport;

/// <summary>A fact that follows by itself from others: no answer mentions it, and nobody takes it back by
/// itself.</summary>
public interface IBookkeeping;

/// <summary>A fact whose sentence says its time itself; an answer says it in the asker's zone instead.</summary>
public interface ISaysWhen
{
    /// <summary>The sentence without the time: <c>Symptoms began</c>.</summary>
    string Subject { get; }
}
