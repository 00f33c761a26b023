namespace ChatOpsIncidents.Host.Audiences;

/// <summary>Where an audience is told that facts do not name: an address may be a secret.</summary>
internal sealed class AudienceAddresses(IConfiguration configuration)
{
    /// <summary>The address of an audience's webhook; null: it has none.</summary>
    public string? Webhook(string audience) => Of(audience, "Webhook");

    /// <summary>The id of an audience's page; null: it has none.</summary>
    public string? StatusPage(string audience) => Of(audience, "StatusPage");

    private string? Of(string audience, string key) =>
        configuration[$"Audiences:{audience}:{key}"] is { Length: > 0 } set ? set : null;
}
