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
        private static readonly string[] Articles = ["the", "a", "an", "our", "all", "on", "of", "to"];

        /// <summary>It was said why it runs beside another one.</summary>
        public bool IsBesideAnother { get; init; }

        /// <summary>The target's name, typed once more; null: it was not.</summary>
        public string? Confirmed { get; init; }

        /// <summary>Asks for the target's name.</summary>
        public required Func<string, Form> AskTarget { get; init; }

        /// <summary>The name that must be typed again before state is destroyed: a service named in it, else its first
        /// word of weight.</summary>
        public string Target(Catalog catalog)
        {
            var words = What.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word.Trim(',', '.', ':', '"'))
                .ToArray();
            return words.FirstOrDefault(word => catalog.Find(word) is not null)
                ?? words.FirstOrDefault(word => !Articles.Contains(word, StringComparer.OrdinalIgnoreCase))
                ?? What;
        }

        /// <summary>Whether the target's name was typed.</summary>
        public bool IsConfirmed(Catalog catalog) =>
            Confirmed is { } typed && (Alike(typed, Target(catalog)) || Alike(typed, What));

        private static bool Alike(string a, string b) => a.Trim().Equals(b.Trim(), StringComparison.OrdinalIgnoreCase);
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
