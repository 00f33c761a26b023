namespace ChatOpsIncidents.Simulator.Page;

/// <summary>Serves the page itself from the assembly, so that one file is the whole program.</summary>
internal static class PageFiles
{
    public static void MapPageFiles(this WebApplication app) =>
        app.MapGet(
            "/{**path}",
            (HttpContext context, string? path) => Serve(context, path is null or "" ? "index.html" : path)
        );

    private static IResult Serve(HttpContext context, string path)
    {
        var stream = typeof(PageFiles).Assembly.GetManifestResourceStream($"wwwroot/{path}");
        if (stream is null)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "no-cache";
        return Results.Stream(stream, WebApi.MimeTypes.Of(path));
    }
}
