namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>Who and what the workspace starts with.</summary>
internal static class Seeds
{
    public static void Fill(LocalWorkspace workspace)
    {
        workspace.People.AddRange([
            Human("U0ANASOUSA", "ana", "Ana Sousa", "Europe/Lisbon", "9f69e7"),
            Human("U0BENMAIER", "ben", "Ben Maier", "Europe/Berlin", "4bbe2e"),
            Human("U0CHLOEROSS", "chloe", "Chloe Ross", "America/New_York", "e7392d"),
            Human("U0DEVMEHTA", "dev", "Dev Mehta", "Asia/Kolkata", "3c989f"),
            Human("U0EVEGUEST", "eve", "Eve Laurent", "Europe/Paris", "e96699", guest: true),
            new Person
            {
                Id = LocalWorkspace.BotUserId,
                Name = "incidents",
                RealName = "Incidents",
                TimeZone = "Etc/UTC",
                Colour = "2b6cb0",
                Bot = true,
            },
        ]);
        var everyone = workspace.People.Where(p => !p.Guest).Select(p => p.Id).ToArray();
        Channel(workspace, "C0GENERAL", "general", "Company-wide announcements", everyone, general: true);
        Channel(workspace, "C0PAYMENTS", "payments", "Cards, payouts, refunds", [.. everyone, "U0EVEGUEST"]);
        Channel(workspace, "C0RELEASES", "releases", "What goes out, and when", everyone);
        Channel(
            workspace,
            "C0STATUS00",
            "status",
            "How we are doing",
            [.. everyone.Where(p => p != LocalWorkspace.BotUserId)]
        );
        workspace.Groups.AddRange([
            new UserGroup("S0PAYMENTS", "payments-oncall", "Payments on call", ["U0BENMAIER", "U0DEVMEHTA"]),
            new UserGroup("S0PLATFORM", "platform-oncall", "Platform on call", ["U0CHLOEROSS"]),
        ]);
    }

    private static Person Human(
        string id,
        string name,
        string realName,
        string zone,
        string colour,
        bool guest = false
    ) =>
        new()
        {
            Id = id,
            Name = name,
            RealName = realName,
            TimeZone = zone,
            Colour = colour,
            Guest = guest,
        };

    private static void Channel(
        LocalWorkspace workspace,
        string id,
        string name,
        string topic,
        string[] members,
        bool general = false
    )
    {
        var made = new Conversation
        {
            Id = id,
            Name = name,
            Creator = "U0ANASOUSA",
            Created = workspace.Clock.GetUtcNow(),
            General = general,
            Topic = new Described(topic, "U0ANASOUSA", workspace.UnixNow),
        };
        made.Members.AddRange(members);
        workspace.Conversations.Add(made);
    }
}
