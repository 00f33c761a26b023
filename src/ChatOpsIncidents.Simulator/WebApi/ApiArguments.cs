using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary>Reads a call's arguments from where the method looks for them, and refuses what it does not know.</summary>
internal static class ApiArguments
{
    private static readonly string[] Structures =
    [
        "attachments",
        "blocks",
        "metadata",
        "view",
        "message",
        "files",
        "unfurls",
        "unfurled_attachments",
        "file_ids",
        "criteria",
        "changes",
        "document_content",
        "user_auth_blocks",
    ];

    /// <summary>The arguments, and a warning if the form of the call deserves one.</summary>
    /// <exception cref="SlackFault">For a body that cannot be read.</exception>
    public static async Task<(JsonObject Arguments, string? Warning)> Read(HttpRequest request, MethodRules rules)
    {
        var arguments = new JsonObject();
        foreach (var (name, values) in request.Query)
            arguments[name] = values.ToString();
        arguments.Remove("token");
        if (!HttpMethods.IsPost(request.Method))
            return (arguments, null);
        if (request.HasFormContentType)
        {
            foreach (var (name, values) in await Form(request))
                arguments[name] = values.ToString();
            return (arguments, null);
        }

        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        if (body.Length == 0)
            return (arguments, null);
        if (request.ContentType is null)
            throw new SlackFault("missing_post_type");
        if (!request.ContentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            throw new SlackFault("invalid_post_type");
        if (!rules.Json)
            return (arguments, null);
        foreach (var (name, value) in Parse(body))
            arguments[name] = value?.DeepClone();
        return (
            arguments,
            request.ContentType.Contains("charset", StringComparison.OrdinalIgnoreCase) ? null : "missing_charset"
        );
    }

    private static async Task<IFormCollection> Form(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync();
        }
        catch (InvalidDataException)
        {
            throw new SlackFault("invalid_form_data");
        }
    }

    private static JsonObject Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw new SlackFault("json_not_object");
        }
        catch (JsonException)
        {
            throw new SlackFault("invalid_json");
        }
    }

    /// <summary>Unknown names, missing ones, and lists where Slack wants text.</summary>
    /// <exception cref="SlackFault"><c>invalid_arguments</c>, one line for each fault.</exception>
    public static void Check(JsonObject arguments, MethodRules rules)
    {
        foreach (var name in arguments.Where(a => a.Value is null).Select(a => a.Key).ToArray())
            arguments.Remove(name);
        var unknown = arguments
            .Select(a => a.Key)
            .Where(n => !rules.Knows(n) && n is not "pretty")
            .Select(n => $"invalid additional property: {n} [json-pointer:/{n}]");
        var missing = rules.Required.Where(n => !arguments.ContainsKey(n)).Select(n => $"missing required field: {n}");
        var shapes = arguments
            .Where(a => a.Value is JsonArray or JsonObject && rules.Knows(a.Key) && !Structures.Contains(a.Key))
            .Select(a => $"must provide a string [json-pointer:/{a.Key}]");
        string[] faults = [.. unknown, .. missing, .. shapes];
        if (faults.Length > 0)
            throw SlackFault.Arguments(faults);
    }
}
