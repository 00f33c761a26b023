using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>Zones as people write them after a time. A name that stands for several (IST) is none.</summary>
internal static partial class ZoneNames
{
    private static readonly FrozenDictionary<string, double> Hours = new Dictionary<string, double>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["Z"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["WET"] = 0,
        ["BST"] = 1,
        ["WEST"] = 1,
        ["CET"] = 1,
        ["MEZ"] = 1,
        ["CEST"] = 2,
        ["MESZ"] = 2,
        ["EET"] = 2,
        ["SAST"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["SGT"] = 8,
        ["HKT"] = 8,
        ["AWST"] = 8,
        ["JST"] = 9,
        ["KST"] = 9,
        ["ACST"] = 9.5,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
        ["BRT"] = -3,
        ["AST"] = -4,
        ["ADT"] = -3,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["AKST"] = -9,
        ["AKDT"] = -8,
        ["HST"] = -10,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Places = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["ET"] = "America/New_York",
        ["CT"] = "America/Chicago",
        ["MT"] = "America/Denver",
        ["PT"] = "America/Los_Angeles",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The zone of a name, an offset (<c>UTC+2</c>, <c>+02:00</c>) or a place (<c>Europe/Berlin</c>); null:
    /// none.</summary>
    public static TimeZoneInfo? Find(string typed)
    {
        var name = typed.Trim('(', ')');
        if (Hours.TryGetValue(name, out var hours))
            return Fixed(TimeSpan.FromHours(hours));
        if (OffsetForm().Match(name) is { Success: true } offset)
            return OfOffset(offset);
        var place = Places.GetValueOrDefault(name, name);
        return place.Contains('/') && TimeZoneInfo.TryFindSystemTimeZoneById(place, out var zone) ? zone : null;
    }

    private static TimeZoneInfo? OfOffset(Match offset)
    {
        var minutes = offset.Groups["m"].Success ? Number(offset.Groups["m"]) : 0;
        var away = TimeSpan.FromMinutes((Number(offset.Groups["h"]) * 60) + minutes);
        if (minutes > 59 || away > TimeSpan.FromHours(14))
            return null;
        return Fixed(offset.Groups["sign"].Value == "-" ? -away : away);
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    private static TimeZoneInfo Fixed(TimeSpan offset) =>
        offset == TimeSpan.Zero ? TimeZoneInfo.Utc : TimeZoneInfo.CreateCustomTimeZone("fixed", offset, null, null);

    [GeneratedRegex(
        "^(?:utc|gmt)?(?<sign>[+-])(?<h>[0-9]{1,2})(?::?(?<m>[0-9]{2}))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OffsetForm();
}
