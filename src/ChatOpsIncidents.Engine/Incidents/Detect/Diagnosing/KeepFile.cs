using System.Globalization;

namespace ChatOpsIncidents.Engine.Incidents.Detect.Diagnosing;

/// <summary>The outbox reports that a copy of a file stands in the store.</summary>
/// <param name="Kept">The copy.</param>
public sealed record ReportFile(KeptFile Kept) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        incident.IsRedacted(Kept.Entry)
        || incident.KeptFiles.Any(file => file.Entry == Kept.Entry && file.FileId == Kept.FileId)
            ? Decision.NothingToDo
            : Decision.Accept(new FileKept(Kept.Entry, Kept.FileId, Kept.Title, Kept.Size, Kept.Sha256));
}

/// <summary>The outbox reports that no copy of a file can be kept.</summary>
/// <param name="Entry">The entry of the evidence.</param>
/// <param name="FileId">The platform's id of the file.</param>
/// <param name="Why">One sentence.</param>
public sealed record ReportNoFile(long Entry, string FileId, string Why) : IncidentCommand
{
    /// <inheritdoc/>
    public override Access Access => Access.System;

    /// <inheritdoc/>
    public override Decision Decide(Incident incident, DecisionContext context) =>
        Decision.Accept(new FileNotKept(Entry, FileId, Why));
}

/// <summary>A copy of a file was kept.</summary>
/// <param name="Entry">The entry of the evidence.</param>
/// <param name="FileId">The platform's id of the file.</param>
/// <param name="Title">Its name.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of the bytes, lower-case hex.</param>
public sealed record FileKept(
    long Entry,
    [property: Code] string FileId,
    string Title,
    long Size,
    [property: Code] string Sha256
) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) =>
        before with
        {
            KeptFiles = before.KeptFiles.Add(new KeptFile(Entry, FileId, Title, Size, Sha256)),
        };

    /// <inheritdoc/>
    public override string Describe() => $"Kept a copy of {Title} ({Bytes(Size)}), SHA-256 {Sha256}";

    /// <inheritdoc/>
    public override Loudness LoudnessIn(Incident after) => Loudness.CardOnly;

    private static string Bytes(long size)
    {
        if (size < 1_000)
            return $"{size} bytes";
        return size < 1_000_000
            ? $"{size / 1_000} kB"
            : string.Create(CultureInfo.InvariantCulture, $"{size / 1_000_000.0:0.0} MB");
    }
}

/// <summary>No copy of a file can be kept; its link stays.</summary>
/// <param name="Entry">The entry of the evidence.</param>
/// <param name="FileId">The platform's id of the file.</param>
/// <param name="Why">One sentence.</param>
public sealed record FileNotKept(long Entry, [property: Code] string FileId, string Why) : IncidentEvent
{
    /// <inheritdoc/>
    public override Incident Fold(Incident before, Recorded recorded) => before;

    /// <inheritdoc/>
    public override string Describe() => $"No copy of the file of entry {Entry} could be kept: {Why}";
}
