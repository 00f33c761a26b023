using System.Collections.Immutable;

namespace ChatOpsIncidents.Engine.Model;

public sealed partial record Incident
{
    /// <summary>The copies of files that were kept as evidence, oldest first.</summary>
    public ImmutableList<KeptFile> KeptFiles { get; init; } = [];
}

/// <summary>A copy that was kept: what the file was when it became evidence, whatever becomes of it in chat.</summary>
/// <param name="Entry">The entry of the evidence.</param>
/// <param name="FileId">The platform's id of the file.</param>
/// <param name="Title">Its name.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of the bytes, lower-case hex.</param>
public sealed record KeptFile(long Entry, string FileId, string Title, long Size, string Sha256);
