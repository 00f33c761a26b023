using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Page;

/// <summary>Where files are uploaded to and downloaded from, by the app and by the page.</summary>
internal static class FileEndpoints
{
    public static void MapFiles(this WebApplication app)
    {
        app.MapPost("/upload/v1/{id}", Receive).DisableAntiforgery();
        app.MapGet("/files-pri/{team}-{id}/{name}", (HttpContext c, LocalWorkspace w, string id) => Private(c, w, id));
        app.MapGet(
            "/files-pri/{team}-{id}/download/{name}",
            (HttpContext c, LocalWorkspace w, string id) => Private(c, w, id)
        );
    }

    /// <summary>For the page, which has no token.</summary>
    public static IResult Show(LocalWorkspace workspace, string id)
    {
        lock (workspace.Gate)
            return workspace.Files.GetValueOrDefault(id) is { Bytes: { } bytes } file
                ? Results.Bytes(bytes, file.MimeType, file.Name)
                : Results.NotFound();
    }

    private static IResult Private(HttpContext context, LocalWorkspace workspace, string id) =>
        context.Request.Headers.Authorization.ToString() == $"Bearer {workspace.Options.BotToken}"
            ? Show(workspace, id)
            : Results.Redirect($"https://{LocalWorkspace.Domain}.slack.com/signin");

    private static async Task<IResult> Receive(HttpRequest request, LocalWorkspace workspace, string id)
    {
        using var bytes = new MemoryStream();
        if (request.HasFormContentType && (await request.ReadFormAsync()).Files is [var part, ..])
            await part.CopyToAsync(bytes);
        else
            await request.Body.CopyToAsync(bytes);
        lock (workspace.Gate)
        {
            if (workspace.Files.GetValueOrDefault(id) is not { Complete: false } file)
                return Results.NotFound();
            file.Bytes = bytes.ToArray();
            return Results.Text($"OK - {bytes.Length}");
        }
    }
}
