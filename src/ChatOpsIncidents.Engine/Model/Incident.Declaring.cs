using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>What is wrong, in the declarer's words.</summary>
    public string Title { get; init; } = "";

    /// <summary>When it was declared; null: not yet.</summary>
    public DateTimeOffset? DeclaredAt { get; init; }

    /// <summary>Who declared it; null: not yet.</summary>
    public Person? DeclaredBy { get; init; }

    /// <summary>Where it was declared; null: not yet.</summary>
    public Origin? Origin { get; init; }

    /// <summary>It was over already when it was declared.</summary>
    public bool WasOver { get; init; }

    /// <summary>Visible only to those who are in it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The services concerned, canonical names.</summary>
    public ImmutableList<string> Services { get; init; } = [];

    /// <summary>How the news came: <c>chat</c>, <c>phone</c>, <c>email</c>, <c>ticket</c> or <c>alert</c>; null: not
    /// said.</summary>
    public string? Via { get; init; }

    /// <summary>Who called or wrote; null: not said.</summary>
    public string? ReportedBy { get; init; }
}
