using ChatOpsIncidents.Engine.Chat;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>An update as a line of words.</summary>
/// <param name="What">What happened.</param>
/// <param name="Impact">What users notice.</param>
/// <param name="Doing">What is being done.</param>
/// <param name="NextAt">When the next one comes; null: there is none.</param>
/// <param name="To">The audiences by name; null: all that are due.</param>
/// <param name="Because">Why there is none; null: not said.</param>
public sealed record UpdateLine(
    string What,
    string Impact,
    string Doing,
    DateTimeOffset? NextAt,
    string? To,
    string? Because
)
{
    /// <summary>The line.</summary>
    /// <param name="key">A further key that is said yes to; null: none.</param>
    public string ToWords(string? key = null)
    {
        (string Key, string? Value)[] keys =
        [
            ("what", What),
            ("impact", Impact),
            ("doing", Doing),
            ("next", NextAt is { } at ? Markup.Iso(at) : "none"),
            ("to", To),
            ("because", Because),
            (key ?? "", key is null ? null : "yes"),
        ];
        var line = keys.Where(one => one.Value is not null)
            .Aggregate(
                SendUpdate.Word.Line(""),
                (sofar, one) => sofar with { Keys = sofar.Keys.SetItem(one.Key, one.Value!) }
            );
        return line.ToWords();
    }
}
