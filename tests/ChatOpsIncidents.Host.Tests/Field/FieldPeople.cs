namespace ChatOpsIncidents.Host.Tests.Field;

/// <summary>Who and what is in the local workspace, as Slack describes them.</summary>
internal static class FieldPeople
{
    private static readonly (string Id, string Name, string RealName, string Zone, bool IsGuest)[] People =
    [
        ("U0ANASOUSA", "ana", "Ana Sousa", "Europe/Lisbon", false),
        ("U0BENMAIER", "ben", "Ben Maier", "Europe/Berlin", false),
        ("U0CHLOEROSS", "chloe", "Chloe Ross", "America/New_York", false),
        ("U0DEVMEHTA", "dev", "Dev Mehta", "Asia/Kolkata", false),
        ("U0EVEGUEST", "eve", "Eve Laurent", "Europe/Paris", true),
    ];

    private static readonly Dictionary<string, string[]> MembersOfGroups = new()
    {
        ["S0PAYMENTS"] = ["U0BENMAIER", "U0DEVMEHTA"],
        ["S0PLATFORM"] = ["U0CHLOEROSS"],
    };

    private static readonly Dictionary<string, string> Channels = new()
    {
        ["C0GENERAL"] = "general",
        ["C0PAYMENTS"] = "payments",
        ["C0RELEASES"] = "releases",
        ["C0STATUS00"] = "status",
    };

    /// <summary>For <c>users.list</c>.</summary>
    public static IEnumerable<object> All => People.Select(person => Described(person.Id)!);

    /// <summary>For <c>usergroups.list</c>.</summary>
    public static IEnumerable<object> Groups =>
        [
            Group("S0PAYMENTS", "payments-oncall", "Payments on call"),
            Group("S0PLATFORM", "platform-oncall", "Platform on call"),
        ];

    /// <summary>For <c>users.info</c>.</summary>
    public static object Info(string id) =>
        Described(id) is { } user ? new { ok = true, user } : new { ok = false, error = "user_not_found" };

    /// <summary>For <c>usergroups.users.list</c>.</summary>
    public static object Members(string group) =>
        MembersOfGroups.TryGetValue(group, out var users)
            ? new { ok = true, users }
            : new { ok = false, error = "no_such_subteam" };

    /// <summary>For <c>conversations.info</c>.</summary>
    public static object Channel(string id) =>
        Channels.TryGetValue(id, out var name)
            ? new
            {
                ok = true,
                channel = new
                {
                    id,
                    name,
                    is_channel = true,
                    is_member = true,
                },
            }
            : new { ok = false, error = "channel_not_found" };

    private static object Group(string id, string handle, string name) =>
        new
        {
            id,
            team_id = FieldSlack.Team,
            handle,
            name,
            users = MembersOfGroups[id],
        };

    private static object? Described(string id)
    {
        var (known, name, realName, zone, isGuest) = Array.Find(People, person => person.Id == id);
        return known is null
            ? null
            : new
            {
                id,
                team_id = FieldSlack.Team,
                name,
                real_name = realName,
                tz = zone,
                deleted = false,
                is_bot = false,
                is_restricted = isGuest,
                is_ultra_restricted = false,
                profile = new
                {
                    display_name = name,
                    real_name = realName,
                    email = isGuest ? null : $"{name}@x.test",
                },
            };
    }
}
