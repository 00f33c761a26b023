namespace ChatOpsIncidents.Host.Pages;

/// <summary>Event ids 9000 to 9099.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 9001, Level = LogLevel.Warning, Message = "A sign-in was not accepted: {Fault}")]
    public static partial void SignInRefused(ILogger log, string fault);
}
