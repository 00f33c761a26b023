using System.Globalization;

namespace ChatOpsIncidents.Host.Catalogue;

/// <summary>Who is on duty when: <c>rotations.yaml</c>.</summary>
public static class RotationsFile
{
    /// <summary>The file's name in the catalogue's folder.</summary>
    public const string Name = "rotations.yaml";

    private const int DaysMax = 366;

    /// <summary>Reads a catalogue's rotations, each with its row; a file that is absent is no fault.</summary>
    /// <param name="folder">The catalogue's folder.</param>
    /// <param name="faults">Each names its line.</param>
    public static IReadOnlyList<(Rotation Rotation, YamlRow Row)> Read(string folder, List<CatalogFault> faults)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            return [];
        var file = YamlRow.Of(File.ReadAllText(path), path, 0, faults);
        var rows = file.Rows("rotations");
        file.Done();
        (Rotation Rotation, YamlRow Row)[] read =
        [
            .. rows.Select(row => (Rotation: One(row), Row: row))
                .Where(pair => pair.Rotation is not null)
                .Select(pair => (pair.Rotation!, pair.Row)),
        ];
        foreach (
            var twice in read.GroupBy(one => one.Rotation.Name, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Count() > 1)
        )
            twice.Last().Row.Fault("name", $"“{twice.Key}” names more than one rotation.");
        return read;
    }

    private static Rotation? One(YamlRow row)
    {
        var (name, begins) = (row.Text("name")?.TrimStart('@'), row.Day("begins"));
        var rotation = new Rotation(name ?? "", row.Texts("people"), begins ?? default)
        {
            Zone = Zone(row),
            Handover = Time(row, "handover") ?? new TimeOnly(9, 0),
            Days = row.Whole("days", 1, DaysMax) ?? 7,
            From = Time(row, "from"),
            To = Time(row, "to"),
            Weekdays = [.. row.Texts("weekdays").Select(word => Weekday(row, word)).OfType<DayOfWeek>()],
            Backup = row.Text("backup"),
            Away = [.. row.Rows("away").Select(Absence).OfType<RotationAbsence>()],
        };
        row.Done();
        if (name is null)
            row.Fault("name", "A rotation needs a name.");
        if (rotation.People.Count == 0)
            row.Fault("people", "A rotation needs people: [\"@ben\", \"@dev\"].");
        if (begins is null && !row.Has("begins"))
            row.Fault(
                "begins",
                "A rotation needs begins: the first day of the first person's turn, such as 2026-11-02."
            );
        if (rotation.From is null != rotation.To is null)
            row.Fault("from", "from and to belong together: from: 08:00, to: 20:00.");
        return name is null || begins is null || rotation.People.Count == 0 ? null : rotation;
    }

    private static RotationAbsence? Absence(YamlRow row)
    {
        var (who, until, from) = (row.Text("who"), row.Day("until"), row.Day("from"));
        row.Done();
        if (who is null)
            row.Fault("who", "An absence needs who.");
        if (until is null && !row.Has("until"))
            row.Fault("until", "An absence needs until: the day on which they are back, such as 2026-12-05.");
        return who is null || until is null ? null : new RotationAbsence(who, until.Value, from);
    }

    private static TimeZoneInfo Zone(YamlRow row)
    {
        if (row.Text("zone") is not { } name)
            return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            return zone;
        row.Fault("zone", $"zone “{name}” is no time zone such as Europe/Lisbon.");
        return TimeZoneInfo.Utc;
    }

    private static TimeOnly? Time(YamlRow row, string key)
    {
        if (row.Text(key) is not { } typed)
            return null;
        if (TimeOnly.TryParseExact(typed, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        row.Fault(key, $"{key} “{typed}” is no time of day such as 09:00.");
        return null;
    }

    private static DayOfWeek? Weekday(YamlRow row, string word)
    {
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            if (word.Length >= 2 && day.ToString().StartsWith(word, StringComparison.OrdinalIgnoreCase))
                return day;
        }

        row.Fault("weekdays", $"“{word}” is no day; write mon, tue, wed, thu, fri, sat, sun.");
        return null;
    }
}
