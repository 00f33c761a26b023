using System.Text.RegularExpressions;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Words;

namespace ChatOpsIncidents.Engine.Incidents.Contain.Updating;

/// <summary>Places of an audience as people write them: <c>&lt;#C1|support&gt;, @dana, support@example.com, here,
/// webhook, statuspage</c>. An address on the web comes from the configuration alone.</summary>
internal static partial class PlaceWords
{
    /// <summary>Most places of one audience.</summary>
    public const int PlacesMax = 10;

    private static readonly string[] Nowhere = ["none", "nowhere", "nobody"];

    /// <summary>The places.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="name">Whose they are.</param>
    /// <param name="context">Where it was typed, and who is known.</param>
    /// <returns>What cannot be read, with what to type instead; null: all was read.</returns>
    public static (IReadOnlyList<AudiencePlace> Places, string? Fault) Read(
        string typed,
        string name,
        DecisionContext context
    )
    {
        if (Nowhere.Contains(typed.Trim(), StringComparer.OrdinalIgnoreCase))
            return ([], null);
        List<AudiencePlace> places = [];
        foreach (var part in Parts(typed))
        {
            var (place, fault) = Place(part, name, context);
            if (place is null)
                return ([], fault);
            places.Add(place);
        }

        if (places.Count > PlacesMax)
            return ([], $"That are more than {PlacesMax} places; put people into a channel or a mailing list.");
        return ([.. places.DistinctBy(place => place.Id)], null);
    }

    /// <summary>Places as <see cref="Read"/> reads them back.</summary>
    public static string Write(IEnumerable<AudiencePlace> places) =>
        string.Join(
            ", ",
            places.Select(place =>
                place.Way switch
                {
                    UpdateWays.Person => $"<@{place.Target}>",
                    UpdateWays.Channel or UpdateWays.Mail => place.Target,
                    _ => place.Way,
                }
            )
        );

    private static IEnumerable<string> Parts(string typed) =>
        typed.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static (AudiencePlace?, string?) Place(string part, string name, DecisionContext context)
    {
        if (Channel().Match(part) is { Success: true } channel)
            return (new AudiencePlace(UpdateWays.Channel, channel.Groups["id"].Value), null);
        if (part.Equals("here", StringComparison.OrdinalIgnoreCase))
            return context.Origin.ChannelId is { } here
                ? (new AudiencePlace(UpdateWays.Channel, here), null)
                : (null, "“here” is a channel: type it in that channel.");
        if (part.Trim('#').ToLowerInvariant() is UpdateWays.Webhook or UpdateWays.StatusPage)
            return Configured(part.ToLowerInvariant(), name, context);
        if (Mail().Match(part) is { Success: true } mail)
            return context.Policy.CanMail
                ? (new AudiencePlace(UpdateWays.Mail, mail.Groups["mail"].Value), null)
                : (null, "No mail server is set here (Paging__Mail__Server).");
        if (People.Find(part, context) is { } person)
            return (new AudiencePlace(UpdateWays.Person, person.Id, person.Name), null);
        return part.StartsWith('#')
            ? (null, $"Which channel is “{part}”? Type “where: here” in it, or give its id, such as C0123ABCD.")
            : (null, $"“{part}” is no channel, person or mail address. Say <#C…>, @name, support@example.com or here.");
    }

    private static (AudiencePlace?, string?) Configured(string way, string name, DecisionContext context)
    {
        var set = context.Policy.Audiences.FirstOrDefault(one => one.Name == name)?.Places ?? [];
        var key = $"Audiences__{name}__{(way == UpdateWays.Webhook ? "Webhook" : "StatusPage")}";
        return set.FirstOrDefault(place => place.Way == way) is { } place
            ? (place, null)
            : (null, $"{UpdateWays.Say(way)} of {name} is not set here ({key}).");
    }

    [GeneratedRegex(
        @"^(?:<#(?<id>[CG][A-Z0-9]{2,})(?:\|[^>]*)?>"
            + @"|#?(?<id>[CG](?=[A-Z]*[0-9])[A-Z0-9]{4,})"
            + @"|(?<id>19:[^\s,]+@thread\.(?:tacv2|skype)))$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Channel();

    [GeneratedRegex(
        @"^(?:<mailto:)?(?<mail>[^\s<>@|,;]+@[^\s<>@|,;]+\.[^\s<>@|,;.]+)(?:\|[^>]*)?>?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Mail();
}
