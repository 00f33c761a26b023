namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>What is wrong in a catalogue's file.</summary>
/// <param name="Path">The file, under the folder's name as it was given.</param>
/// <param name="Line">1 for the first; null: the file as a whole.</param>
/// <param name="Sentence">What is wrong, with what to do where that is short.</param>
/// <param name="IsGrave">The catalogue cannot be used with it. What is not grave is for <c>lint</c> alone: a host must
/// start in the night although nobody has reviewed a runbook.</param>
public sealed record CatalogFault(string Path, int? Line, string Sentence, bool IsGrave = true)
{
    /// <summary>As compilers say it, so that editors and build servers find the place.</summary>
    public override string ToString() => Line is { } line ? $"{Path}:{line}: {Sentence}" : $"{Path}: {Sentence}";
}
