using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Host.Platforms.Slack;

/// <summary>How the app comes into a workspace: by Slack's own page, with the shipped manifest filled in.</summary>
public static partial class SlackInstall
{
    private const string CreateApp = "https://api.slack.com/apps?new_app=1&manifest_yaml=";
    private const string Placeholder = "https://incidents.example.com";

    // Slack comes here only after an install of an app that others made; what a token stands for is set by hand.
    private const string Installed =
        "The app is in your workspace; nothing was stored here. This server serves the one workspace whose token it is"
        + " started with: copy the Bot User OAuth Token (OAuth & Permissions) to Slack__BotToken and the Signing Secret"
        + " (Basic Information) to Slack__SigningSecret, and start it again.\n";

    private static readonly string Manifest = Comments().Replace(Read(), "");

    /// <summary>Maps <c>/slack/install</c> and <c>/slack/oauth</c>.</summary>
    public static void MapSlackInstall(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/slack/install",
            (HttpContext http, IConfiguration configuration) =>
                TypedResults.Redirect(CreateApp + Uri.EscapeDataString(At(Address(http, configuration))))
        );
        routes.MapGet("/slack/oauth", () => TypedResults.Text(Installed));
    }

    private static string At(string address) => Manifest.Replace(Placeholder, address, StringComparison.Ordinal);

    private static string Address(HttpContext http, IConfiguration configuration) =>
        configuration["Web:BaseUrl"] is { Length: > 0 } set ? set.TrimEnd('/') : $"https://{http.Request.Host}";

    private static string Read()
    {
        using var stream = typeof(SlackInstall).Assembly.GetManifestResourceStream("slack-manifest.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // A colour has no space after its sign.
    [GeneratedRegex(@"[ \t]*#[ ].*", RegexOptions.None, 1000)]
    private static partial Regex Comments();
}
