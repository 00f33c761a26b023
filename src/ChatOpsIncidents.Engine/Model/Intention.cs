using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Model;

/// <summary>What a command is about to begin, as far as the settled order has a say in it. A gate stops intentions;
/// it need not know the commands that have them.</summary>
public abstract record Intention
{
    private Intention() { }

    /// <summary>To follow a theory of the cause.</summary>
    public sealed record Theory : Intention;

    /// <summary>To test one.</summary>
    public sealed record Test : Intention;

    /// <summary>To say that nothing can be contained.</summary>
    public sealed record NoContainment : Intention;

    /// <summary>To change something, so that the bleeding stops.</summary>
    /// <param name="Kind">What kind of change.</param>
    /// <param name="What">The target and the change, in words.</param>
    /// <param name="Line">The line that starts it.</param>
    public sealed record Change(MitigationKind Kind, string What, string Line) : Intention
    {
        /// <summary>It was said why it runs beside another one.</summary>
        public bool IsBesideAnother { get; init; }

        /// <summary>What is changed, as it was picked or said; null: its words alone say it.</summary>
        public string? Target { get; init; }

        /// <summary>The target's name, typed once more; null: it was not.</summary>
        public string? Confirmed { get; init; }

        /// <summary>Asks for the target's name; it is given the names to choose from.</summary>
        public required Func<IReadOnlyList<string>, Form> AskTarget { get; init; }

        /// <summary>The line that makes the change to a target, named and confirmed.</summary>
        public required Func<string, string> LineOn { get; init; }

        /// <summary>Memory, logs or data are lost by it: its kind says so, or its words.</summary>
        public bool DestroysState => Kind.DestroysState || DestroyingWords.In(What) is not null;

        /// <summary>It can be taken back at once.</summary>
        public bool IsReversible => Kind.Reversible && !DestroysState;

        /// <summary>What to save before it destroys it.</summary>
        public IReadOnlyList<string> Evidence => Kind.Evidence.Count > 0 ? Kind.Evidence : DestroyingWords.Evidence;

        /// <summary>The names from which the target is chosen; empty: its words hold none.</summary>
        public IReadOnlyList<string> Targets(Incident incident, Catalog catalog) =>
            ChangeTarget.Named(What, incident, catalog);

        /// <summary>Whether the target's name was typed: the one that was picked, else one that its words
        /// hold.</summary>
        public bool IsConfirmed(Incident incident, Catalog catalog)
        {
            if (Confirmed is not { } typed)
                return false;
            if (Target is { } picked)
                return ChangeTarget.Alike(typed, picked);
            return ChangeTarget.Alike(typed, What)
                || ChangeTarget.Holds(What, typed)
                || Targets(incident, catalog).Any(name => ChangeTarget.Alike(typed, name));
        }
    }

    /// <summary>To resolve.</summary>
    public sealed record Resolve : Intention;

    /// <summary>To close, with the review.</summary>
    /// <param name="NoActionsNeeded">The line itself says why no action is needed.</param>
    public sealed record Close(bool NoActionsNeeded) : Intention;

    /// <summary>To talk the review over.</summary>
    /// <param name="At">When.</param>
    /// <param name="Link">The meeting; null: not said.</param>
    public sealed record Session(DateTimeOffset At, string? Link) : Intention;
}
