namespace ChatOpsIncidents.Engine.Words;

/// <summary>What can be the value of a key. What cannot is text: <c>payment service: timeouts in EU</c> names no
/// service.</summary>
public static class KeyValues
{
    private static readonly string[] Flags = ["yes", "no", "true", "false", "y", "n", "1", "0"];

    /// <summary>Yes or no.</summary>
    public static bool Flag(string value) => Flags.Contains(value, StringComparer.OrdinalIgnoreCase);

    /// <summary>One word.</summary>
    public static bool Word(string value) => value.Length > 0 && !value.Any(char.IsWhiteSpace);

    /// <summary>One word, or several parted by commas.</summary>
    public static bool List(string value) => value.Trim(',', ' ').Split(',').All(part => Word(part.Trim()));

    /// <summary>A time, or one that is mistyped: the answer says so.</summary>
    public static bool Time(string value) =>
        value.Length <= 40 && (Times.IsTime(value) || value.Any(char.IsAsciiDigit));
}
