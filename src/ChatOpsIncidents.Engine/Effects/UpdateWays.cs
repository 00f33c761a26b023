namespace ChatOpsIncidents.Engine.Effects;

/// <summary>The ways by which an audience is told.</summary>
public static class UpdateWays
{
    /// <summary>A channel of the chat platform.</summary>
    public const string Channel = "channel";

    /// <summary>A direct message to one person.</summary>
    public const string Person = "person";

    /// <summary>Mail.</summary>
    public const string Mail = "mail";

    /// <summary>A signed webhook.</summary>
    public const string Webhook = "webhook";

    /// <summary>A public status page.</summary>
    public const string StatusPage = "statuspage";

    /// <summary>Whether the chat platform carries it.</summary>
    public static bool IsChat(string way) => way is Channel or Person;

    /// <summary>As people read it.</summary>
    public static string Say(string way) =>
        way switch
        {
            Channel => "a channel",
            Person => "direct message",
            Mail => "mail",
            Webhook => "the webhook",
            StatusPage => "the status page",
            _ => way,
        };
}
