namespace ChatOpsIncidents.Host.Access;

/// <summary>The boundary: two addresses, the keys of cookies, and who may see what.</summary>
public static class AccessSetup
{
    /// <summary>Registers it.</summary>
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        Listeners.Bind(builder);
        builder.AddKeys();
        builder.Services.AddSingleton<IncidentAccess>();
    }

    /// <summary>What is wrong with the keys that belong together.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        if (SignInOptions.Of(configuration).IsOn && string.IsNullOrEmpty(configuration["Web:BaseUrl"]))
            yield return "Web:BaseUrl is missing: after the sign-in people are sent back there.";
        if (!SecurityKey.IsReadable(configuration))
            yield return $"{SecurityKey.Name} must be 32 bytes in Base64: openssl rand -base64 32";
    }

    /// <summary>Stands before everything that is served.</summary>
    public static void UseAccess(this WebApplication app)
    {
        var listeners = app.Services.GetRequiredService<Listeners>();
        app.UseSecurityHeaders();
        app.Use(
            (http, next) =>
            {
                if (listeners.Serves(http))
                    return next(http);
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }
        );
    }
}
