using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ChatOpsIncidents.Host.Access;

/// <summary>
/// Two addresses, told apart by the socket that a request came in by, which no header can forge. The one for chat is
/// reached from outside and serves what proves itself; the other one serves the pages. So a proxy before the first
/// opens nothing of the second.
/// </summary>
public sealed class Listeners(IConfiguration configuration, IServer server)
{
    /// <summary>The pages' address where none is set.</summary>
    public const string ListenDefault = "http://127.0.0.1:5082";

    private const string Key = "Web:Listen";
    private const string ChatDefault = "http://127.0.0.1:5080";

    // Each of these checks a signature or a token of its own.
    private static readonly PathString[] ChatPaths = ["/slack", "/hooks", "/api"];
    private static readonly PathString Health = "/healthz";

    private int _pagesPort;

    /// <summary>The pages' address as it is bound.</summary>
    public string Pages => server.Features.Get<IServerAddressesFeature>()!.Addresses.Last();

    /// <summary>Whether a request came in by the pages' address.</summary>
    public bool IsForPages(HttpContext http)
    {
        if (_pagesPort == 0)
            _pagesPort = PortOf(configuration) is > 0 and var set ? set : BindingAddress.Parse(Pages).Port;
        return http.Connection.LocalPort == _pagesPort;
    }

    /// <summary>Whether this address serves that path at all.</summary>
    public bool Serves(HttpContext http)
    {
        var path = http.Request.Path;
        var isForChat = Array.Exists(ChatPaths, start => path.StartsWithSegments(start));
        return path.StartsWithSegments(Health) || IsForPages(http) != isForChat;
    }

    /// <summary>Has the host listen on both.</summary>
    public static void Bind(WebApplicationBuilder builder)
    {
        // The pages come last: the order of addresses is kept when they are bound.
        builder.WebHost.UseUrls([.. ChatAddresses(builder.Configuration), ListenOf(builder.Configuration)]);
        builder.Services.AddSingleton<Listeners>();
    }

    /// <summary>What is wrong with the addresses.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            yield return "Kestrel:Endpoints would take the place of both addresses: set Urls and Web:Listen instead.";
        if (Read(ListenOf(configuration)) is not { } pages)
        {
            yield return $"{Key}: “{configuration[Key]}” is no address such as {ListenDefault}.";
            yield break;
        }

        if (!SignInOptions.Of(configuration).IsOn && !SignInOptions.IsLoopback(pages.Host))
        {
            yield return $"{Key}: “{pages}” can be reached from elsewhere, and no sign-in is set up. Set "
                + $"{SignInOptions.Section}, or listen on 127.0.0.1.";
        }

        if (pages.Port > 0 && ChatAddresses(configuration).Any(chat => Read(chat)?.Port == pages.Port))
            yield return $"{Key}: port {pages.Port} is that of the address for chat; the pages need one of their own.";
    }

    private static int PortOf(IConfiguration configuration) => Read(ListenOf(configuration))!.Port;

    private static string ListenOf(IConfiguration configuration) =>
        configuration[Key] is { Length: > 0 } set ? set : ListenDefault;

    private static string[] ChatAddresses(IConfiguration configuration)
    {
        const StringSplitOptions Clean = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        if (configuration["urls"] is { Length: > 0 } urls)
            return urls.Split(';', Clean);
        // The container images of .NET name only the port.
        var ports = (configuration["http_ports"] ?? "").Split(';', Clean);
        return ports.Length > 0 ? Array.ConvertAll(ports, port => $"http://*:{port}") : [ChatDefault];
    }

    private static BindingAddress? Read(string address)
    {
        try
        {
            return BindingAddress.Parse(address) is { IsUnixPipe: false, Scheme: "http" or "https" } read ? read : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
