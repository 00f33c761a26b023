using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>An export as the answer to a request.</summary>
internal static class ExportResult
{
    /// <summary>How long a request waits for a printer that is busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string Instead = "The HTML export has the same content and prints well.";

    /// <summary>The file, or the true reason why there is none.</summary>
    public static IResult Of(ExportEnd end) =>
        end switch
        {
            ExportEnd.Made(var file) => TypedResults.File(file.Bytes, file.ContentType, file.Name),
            ExportEnd.Impossible(var why) => Problem(why, StatusCodes.Status501NotImplemented),
            ExportEnd.Failed(var why) => Problem(why, StatusCodes.Status503ServiceUnavailable),
            _ => Problem("others are printed just now, try again in a minute", StatusCodes.Status503ServiceUnavailable),
        };

    private static IResult Problem(string why, int status) =>
        TypedResults.Problem($"No PDF now: {why}. {Instead}", statusCode: status);
}
