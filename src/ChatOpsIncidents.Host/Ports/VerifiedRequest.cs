using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Host.Ports;

/// <summary>A request whose sender was proven. The one door in.</summary>
public sealed record VerifiedRequest
{
    /// <summary><c>slack</c>, <c>teams</c>, <c>web</c>, <c>clock</c>, <c>outbox</c> or <c>hook</c>: the space of
    /// request ids.</summary>
    public required string Platform { get; init; }

    /// <summary>The workspace's id.</summary>
    public required string Workspace { get; init; }

    /// <summary>The delivery's id, the same when it is delivered again; at most 200 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Who asks.</summary>
    public required PlatformPerson By { get; init; }

    /// <summary>What is asked.</summary>
    public required RequestInput Input { get; init; }

    /// <summary>The incident, where it is known without its words (a form's context); null: by the words or the
    /// channel.</summary>
    public string? IncidentId { get; init; }

    /// <summary>The channel; null: none.</summary>
    public string? ChannelId { get; init; }

    /// <summary>The thread's root; null: not in a thread.</summary>
    public string? ThreadId { get; init; }

    /// <summary>A link to where it was said; null: unknown.</summary>
    public string? Link { get; init; }

    /// <summary>The permission to open a form; null: forms become words.</summary>
    public FormTrigger? Trigger { get; init; }

    /// <summary>Where a late answer can be sent; null: nowhere. A secret.</summary>
    public string? ReplyAddress { get; init; }

    /// <summary>The trace that its effects go on with (a <c>traceparent</c>); null: nobody follows.</summary>
    public string? Trace { get; init; }

    /// <summary>The stored source of facts; by default the platform.</summary>
    public string Source { get; init; } = "";
}

/// <summary>What a request asks.</summary>
[System.Text.Json.Serialization.JsonPolymorphic(TypeDiscriminatorPropertyName = "input")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(Typed), "typed")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(Filled), "filled")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(Signal), "signal")]
public abstract record RequestInput
{
    /// <summary>Words as typed after <c>/incident</c>, or a pressed button's command line.</summary>
    public sealed record Typed(string Text) : RequestInput;

    /// <summary>A submitted form: the verb, and the values by key (<c>rest</c> for the text without a key).</summary>
    public sealed record Filled(string Verb, string Lead, IReadOnlyDictionary<string, string> Values) : RequestInput
    {
        /// <summary>The keys of the form's fields, also of those that were left empty; empty: not known.</summary>
        public IReadOnlyList<string> Fields { get; init; } = [];
    }

    /// <summary>The system's own: a deadline, a report of the outbox, a hook.</summary>
    public sealed record Signal(IncidentCommand Command) : RequestInput;
}

/// <summary>What came of a request.</summary>
/// <param name="IncidentId">The incident; null: none.</param>
/// <param name="Reply">The answer to the one who asked.</param>
/// <param name="Refusal">The refusal's code; null: accepted.</param>
/// <param name="Facts">How many facts were stored.</param>
public sealed record Outcome(string? IncidentId, Reply Reply, string? Refusal, int Facts)
{
    /// <summary>This delivery had been carried out before; the answer is the same.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool WasEarlier { get; init; }

    /// <summary>The word of the command that was asked; null: it was a signal's.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Verb { get; init; }
}
