namespace ChatOpsIncidents.Engine.Effects;

/// <summary>The ways by which somebody is reached.</summary>
public static class PageWays
{
    /// <summary>A direct message to one person.</summary>
    public const string Chat = "chat";

    /// <summary>A group of the chat platform, whose members are looked up when it is called.</summary>
    public const string Group = "group";

    /// <summary>Mail.</summary>
    public const string Mail = "mail";

    /// <summary>Whether it is a system outside chat.</summary>
    public static bool IsOutside(string way) => way is not (Chat or Group);

    /// <summary>As people read it.</summary>
    public static string Say(string way) =>
        way switch
        {
            "pagerduty" => "PagerDuty",
            "jsm" => "Jira Service Management",
            "oncall" => "Grafana OnCall",
            "webhook" => "the webhook",
            Mail => "mail",
            _ => "chat",
        };
}
