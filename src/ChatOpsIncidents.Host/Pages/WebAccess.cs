using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Pages.Views;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>
/// Says who stands behind a request to the pages' address, before anything there is served. With a sign-in it is the
/// person as chat knows them; without one only this machine is answered, where nobody needs to be told apart.
/// </summary>
public sealed class WebAccess(
    SignInOptions signIn,
    ApiTokens tokens,
    PeopleDirectory people,
    IEnumerable<IPlatformPeople> platforms
)
{
    private static readonly PathString Metrics = "/metrics";

    /// <summary>Whether people sign in here.</summary>
    public bool IsSignInOn => signIn.IsOn;

    /// <summary>Who looks; <see cref="Viewer.OfHost"/> where nobody signs in.</summary>
    public static Viewer Of(HttpContext http) =>
        http.Features.Get<Viewer>() ?? throw new InvalidOperationException("This request was not let in.");

    /// <summary>Whether the request was let in to the pages.</summary>
    public static bool IsLetIn(HttpContext http) => http.Features.Get<Viewer>() is not null;

    /// <summary>Whether who looks may also act where the host itself is run; without a sign-in nobody.</summary>
    public bool IsOperator(HttpContext http) =>
        http.Features.Get<Viewer>()?.Person is { } person && signIn.IsOperator(person.Id);

    /// <summary>Lets a request in, or answers why not.</summary>
    public async Task Enter(HttpContext http, Func<Task> next)
    {
        if (IsOpen(http))
        {
            await next();
            return;
        }

        var (viewer, no) = signIn.IsOn ? await SignedIn(http) : (Local(http), OnlyHere());
        if (viewer is not null)
        {
            http.Features.Set(viewer);
            await next();
        }
        else if (no is not null)
        {
            await no.ExecuteAsync(http);
        }
        else if (HttpMethods.IsGet(http.Request.Method) && !IsScripted(http))
        {
            await http.ChallengeAsync();
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
    }

    // Health has no secrets. What the sign-in needs cannot ask for one. A sealed link proves itself.
    private static bool IsOpen(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/healthz")
        || http.Request.Path.StartsWithSegments(SignIn.Path)
        || http.Request.Path.StartsWithSegments(ExportLinks.Path);

    // A script cannot follow a sign-in to another address; its page reloads.
    private static bool IsScripted(HttpContext http) =>
        http.Request.Headers["Sec-Fetch-Mode"].ToString() is not ("" or "navigate");

    private async Task<(Viewer? Viewer, IResult? No)> SignedIn(HttpContext http)
    {
        if (http.Request.Path == Metrics && tokens.IsKnown(http.Request))
            return (Viewer.OfHost, null);
        if (SignIn.PersonOf(http.User) is not { } signed)
            return (null, null);
        var platform = platforms.FirstOrDefault(one => one.Platform == signed.Platform);
        var person = platform is null
            ? people.Get(signed.Platform, signed.Workspace, signed.Id) ?? signed.Unknown
            : await platform.Find(signed.Workspace, signed.Id, signed.Name, http.RequestAborted);
        return Membership.MayNot(person) is { } no
            ? (null, Page("Not for you", no.Because, StatusCodes.Status403Forbidden))
            : (new Viewer(signed.Platform, signed.Workspace, person.Id) { Person = person }, null);
    }

    private static Viewer? Local(HttpContext http) => IsHere(http) ? Viewer.OfHost : null;

    /// <summary>Whether a request comes from this machine. What came through a proxy is somebody else's.</summary>
    public static bool IsHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address
        && System.Net.IPAddress.IsLoopback(address)
        && SignInOptions.IsLoopback(http.Request.Host.Host)
        && !http.Request.Headers.Keys.Any(IsForwarding);

    private static bool IsForwarding(string header) =>
        header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Via", StringComparison.OrdinalIgnoreCase)
        || header.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase);

    private static RazorComponentResult<NoPage> OnlyHere() =>
        Page(
            "Only on this machine",
            "No sign-in is set up, so these pages answer on the host's own machine only. "
                + "Use a tunnel, or set Web:SignIn.",
            StatusCodes.Status403Forbidden
        );

    internal static RazorComponentResult<NoPage> Page(string heading, string text, int status) =>
        new(new Dictionary<string, object?> { ["Heading"] = heading, ["Text"] = text }) { StatusCode = status };
}
