using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>Every address that the host has. One that does not stand here fails the test: whoever adds it says by its
/// row that they thought of outsiders.</summary>
internal static partial class Surfaces
{
    /// <summary>Verb and pattern.</summary>
    public static readonly string[] Routes =
    [
        "GET /healthz/live",
        "GET /healthz/ready",
        "ANY /metrics",
        "GET /",
        "GET /incidents",
        "GET /incidents/{id}",
        "GET /incidents/{id}/live",
        "GET /incidents/{id}/stream",
        "GET /incidents/{id}/export/{format}",
        "GET /incidents/{id}/evidence/{sha256}",
        "POST /incidents/{id}/command",
        "POST /incidents/{id}/form",
        "GET /incidents/{id}/review",
        "GET /incidents/{id}/review/state",
        "POST /incidents/{id}/review/writing",
        "GET /insights",
        "GET /insights.csv",
        "GET /actions",
        "GET /drills",
        "GET /runbooks",
        "GET /runbooks/{name}",
        "GET /playbooks/{name}",
        "GET /ops",
        "ANY /ops/jobs/{**path}",
        "POST /sign-in/out",
        "GET /api/v1/incidents",
        "GET /api/v1/incidents/{id}",
        "GET /api/v1/incidents/{id}/timeline",
        "GET /api/v1/incidents/{id}/evidence/{sha256}",
        "GET /api/v1/freeze",
        "POST /hooks/{kind:regex(^(deploys|changes|alerts|dependencies|trackers)$)}/{source}",
        "PUT /hooks/{kind:regex(^(deploys|changes|alerts|dependencies|trackers)$)}/{source}",
        "GET /exports/{token}",
        "POST /api/messages",
        "GET /slack/install",
        "GET /slack/oauth",
        "POST /slack/commands",
        "POST /slack/interactions",
        "POST /slack/events",
    ];

    /// <summary>An endpoint as it is listed, one row a verb.</summary>
    public static IEnumerable<string> Rows(RouteEndpoint endpoint)
    {
        var verbs = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"];
        return verbs.Select(verb => $"{verb} /{endpoint.RoutePattern.RawText!.TrimStart('/')}");
    }

    /// <summary>An endpoint's address.</summary>
    public static string PathOf(RouteEndpoint endpoint, string incidentId) =>
        PathOf("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), incidentId);

    /// <summary>A pattern's address.</summary>
    public static string PathOf(string pattern, string incidentId, string format = "md") =>
        Hole()
            .Replace(
                pattern,
                hole =>
                    hole.Groups["name"].Value switch
                    {
                        "id" => incidentId,
                        "format" => format,
                        "sha256" => new string('0', 64),
                        "name" => "disk-full",
                        "kind" => "alerts",
                        "source" => "generic",
                        _ => "",
                    }
            );

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}")]
    private static partial Regex Hole();
}
