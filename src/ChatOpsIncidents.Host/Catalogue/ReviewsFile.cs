namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>Reads <c>reviews.yaml</c>: what a review asks in each section, by severity.</summary>
public static class ReviewsFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "reviews.yaml";

    private const int LengthMax = 150;

    /// <summary>Reads a catalogue's questions; a file that is absent is no fault.</summary>
    /// <param name="folder">The catalogue's folder.</param>
    /// <param name="faults">Each names its line.</param>
    public static IReadOnlyDictionary<Severity, IReadOnlyDictionary<string, string>> Read(
        string folder,
        List<CatalogFault> faults
    )
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            return Catalog.Empty.ReviewQuestions;
        var file = YamlRow.Of(File.ReadAllText(path), path, 0, faults);
        var read = Enum.GetValues<Severity>()
            .Select(severity => (severity, Row: file.Row($"{severity}".ToLowerInvariant())))
            .Where(one => one.Row is not null)
            .ToDictionary(one => one.severity, one => Questions(one.Row!));
        file.Done();
        return read;
    }

    private static IReadOnlyDictionary<string, string> Questions(YamlRow row)
    {
        Dictionary<string, string> questions = [];
        foreach (var key in ReviewSection.All.Select(section => section.Key))
        {
            if (row.Text(key) is not { } question)
                continue;
            questions[key] = question;
            if (question.Length > LengthMax)
                row.Fault(key, $"{key} has {question.Length} characters; a form shows {LengthMax}.");
        }

        row.Done();
        return questions;
    }
}
