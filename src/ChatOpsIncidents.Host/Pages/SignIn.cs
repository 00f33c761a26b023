using System.Security.Claims;
using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>Who signed in, by the ids that chat uses.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Workspace">The workspace's id.</param>
/// <param name="Id">The person's id there.</param>
/// <param name="Name">The name that the provider gave.</param>
public sealed record SignedPerson(string Platform, string Workspace, string Id, string Name)
{
    internal PlatformPerson Unknown => new(Id, Name, null, IsOutsider: false, IsBot: false) { IsUnknown = true };
}

/// <summary>Sign-in with Slack or Microsoft Entra, by OpenID Connect.</summary>
/// <remarks>Sources: docs.slack.dev/authentication/sign-in-with-slack,
/// learn.microsoft.com/entra/identity-platform/id-token-claims-reference</remarks>
public static class SignIn
{
    /// <summary>Below it lies what signing in and out needs.</summary>
    public const string Path = "/sign-in";

    /// <summary>Where people sign out.</summary>
    public const string OutPath = Path + "/out";

    private const string Callback = Path + "/callback";
    private const string Teams = "teams";

    // Long enough that who worked here yesterday gets in while the provider is down.
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    /// <summary>Registers it, if a provider is set.</summary>
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var set = SignInOptions.Of(builder.Configuration);
        builder.Services.AddSingleton(set);
        builder.Services.AddSingleton<WebAccess>();
        if (!set.IsOn)
            return;
        var pages = new Uri(builder.Configuration["Web:BaseUrl"]!);
        builder
            .Services.AddAuthentication(options =>
            {
                options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(options => Cookie(options, pages))
            .AddOpenIdConnect(options => Provider(options, set, pages));
    }

    /// <summary>Maps <c>POST /sign-in/out</c>.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<SignInOptions>().IsOn)
            return;
        routes.MapPost(OutPath, (Delegate)Leave);
    }

    /// <summary>The person of a cookie of ours; null: nobody signed in.</summary>
    public static SignedPerson? PersonOf(ClaimsPrincipal user) =>
        user.Identity is ClaimsIdentity { IsAuthenticated: true } identity
        && identity.FindFirst("platform") is { } platform
        && identity.FindFirst("workspace") is { } workspace
        && identity.FindFirst("id") is { } id
            ? new SignedPerson(platform.Value, workspace.Value, id.Value, identity.FindFirst("name")?.Value ?? id.Value)
            : null;

    private static void Cookie(CookieAuthenticationOptions options, Uri pages)
    {
        options.ExpireTimeSpan = Lasts;
        options.SlidingExpiration = true;
        Guard(options.Cookie, pages, "session");
    }

    // By GET the provider leads back here, so Lax suffices, and no other site can send a cookie along with a form.
    private static void Guard(CookieBuilder cookie, Uri pages, string name)
    {
        var isSecure = pages.Scheme == Uri.UriSchemeHttps;
        cookie.Name = (isSecure ? "__Host-incidents-" : "incidents-") + name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
    }

    private static void Provider(OpenIdConnectOptions options, SignInOptions set, Uri pages)
    {
        options.Authority = set.Issuer;
        options.RequireHttpsMetadata = set.Issuer.StartsWith("https:", StringComparison.Ordinal);
        (options.ClientId, options.ClientSecret) = (set.ClientId, set.ClientSecret);
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        // Slack takes a proof of the code from apps without a secret only; ours has one.
        options.UsePkce = set.Provider == SignInOptions.Entra;
        options.CallbackPath = Callback;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        Guard(options.CorrelationCookie, pages, "state-");
        Guard(options.NonceCookie, pages, "nonce-");
        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context => SendThere(context, set, pages),
            OnTokenValidated = context => Accept(context, set),
            OnRemoteFailure = Refuse,
        };
    }

    private static async Task<IResult> Leave(HttpContext http)
    {
        await http.SignOutAsync();
        return WebAccess.Page("Signed out", "You are signed out of these pages.", StatusCodes.Status200OK);
    }

    // The address as browsers see it, whatever stands before the host.
    private static Task SendThere(RedirectContext context, SignInOptions set, Uri pages)
    {
        context.ProtocolMessage.RedirectUri = new Uri(pages, Callback).ToString();
        if (set.Provider == SignInOptions.Slack)
            context.ProtocolMessage.SetParameter("team", set.TenantId);
        return Task.CompletedTask;
    }

    private static Task Accept(TokenValidatedContext context, SignInOptions set)
    {
        var claims = context.Principal!;
        var person = set.Provider == SignInOptions.Slack ? OfSlack(claims) : OfEntra(claims);
        if (person is null || person.Workspace != set.TenantId || !IsSigned(context.TokenEndpointResponse))
        {
            context.Fail("Only members of this workspace can sign in here.");
            return Task.CompletedTask;
        }

        // Slack is asked at each request who this is. Nobody else is there to be asked of Entra's people.
        if (set.Provider == SignInOptions.Entra)
            Remember(person, context.HttpContext.RequestServices);
        context.Principal = Signed(person);
        return Task.CompletedTask;
    }

    private static void Remember(SignedPerson person, IServiceProvider services)
    {
        var them = new PlatformPerson(person.Id, person.Name, null, IsOutsider: false, IsBot: false);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        services
            .GetRequiredService<PeopleDirectory>()
            .Learn(new KnownPerson(person.Platform, person.Workspace, them, now));
    }

    private static ClaimsPrincipal Signed(SignedPerson person) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim("platform", person.Platform),
                    new Claim("workspace", person.Workspace),
                    new Claim("id", person.Id),
                    new Claim("name", person.Name),
                ],
                CookieAuthenticationDefaults.AuthenticationScheme,
                "name",
                null
            )
        );

    // A wrong signature was refused before this. None at all would be let through, because the token came by a
    // connection of our own; with a proxy between, that is not enough.
    private static bool IsSigned(OpenIdConnectMessage? response) =>
        response?.IdToken is { } token && !token.EndsWith('.');

    private static SignedPerson? OfSlack(ClaimsPrincipal claims) =>
        Read(claims, SignInOptions.Slack, "https://slack.com/team_id", "https://slack.com/user_id");

    // A guest's tenant is the one that they visit, so only the claim "acct" tells them apart: 0 is a member.
    private static SignedPerson? OfEntra(ClaimsPrincipal claims) =>
        claims.FindFirst("acct")?.Value == "0" ? Read(claims, Teams, "tid", "oid") : null;

    private static SignedPerson? Read(ClaimsPrincipal claims, string platform, string workspace, string id) =>
        claims.FindFirst(workspace)?.Value is { Length: > 0 } team && claims.FindFirst(id)?.Value is { Length: > 0 } who
            ? new SignedPerson(platform, team, who, claims.FindFirst("name")?.Value ?? who)
            : null;

    // What a stranger sent must not stand in the page, and why it failed in detail is the log's.
    private static async Task Refuse(RemoteFailureContext context)
    {
        Log.SignInRefused(
            context.HttpContext.RequestServices.GetRequiredService<ILogger<WebAccess>>(),
            context.Failure?.GetType().Name ?? "unknown"
        );
        context.HandleResponse();
        await WebAccess
            .Page(
                "Not signed in",
                "That sign-in was not accepted: only full members of this workspace can sign in, "
                    + "and each attempt counts once. Go back to the incidents to try again.",
                StatusCodes.Status403Forbidden
            )
            .ExecuteAsync(context.HttpContext);
    }
}
