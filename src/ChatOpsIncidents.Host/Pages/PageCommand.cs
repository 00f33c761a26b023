using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Access;
using ChatOpsIncidents.Host.Ports;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>The command line of an incident's page: the same words as in chat, and for those who signed in the same
/// person.</summary>
internal static class PageCommand
{
    private const int NameLengthMax = 60;
    private const int WordsLengthMax = 3_000;

    /// <summary>Runs what was typed.</summary>
    public static async Task<IResult> Run(
        HttpContext http,
        ICommandPipeline pipeline,
        IAntiforgery forgery,
        IncidentAccess access,
        string id,
        [FromForm] string words,
        [FromForm(Name = "as")] string? name,
        CancellationToken ct
    )
    {
        if (!await forgery.IsRequestValidAsync(http))
            return TypedResults.BadRequest("Reload the page and send it again.");
        var viewer = WebAccess.Of(http);
        if (await access.Find(viewer, id, ct) is not { } known)
            return IncidentPages.Unknown(id);
        if (Who(viewer, name) is not { } by || words.Length is 0 or > WordsLengthMax)
            return TypedResults.BadRequest("Say who you are (at most 60 characters), and what (at most 3,000).");
        var outcome = await pipeline.Run(Request(viewer, by, known, words), ct);
        return http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal)
            ? TypedResults.Json(new { answer = Words(outcome.Reply), refused = outcome.Refusal })
            : TypedResults.Redirect($"/incidents/{id}");
    }

    // Where nobody signs in, people are who they say they are; on the host's own machine they could do anything anyway.
    private static PlatformPerson? Who(Viewer viewer, string? name)
    {
        if (viewer.Person is { } signedIn)
            return signedIn;
        var said = string.Concat((name ?? "").Where(c => !char.IsControl(c))).Trim();
        return said.Length is > 0 and <= NameLengthMax
            ? new PlatformPerson("web:" + said.ToLowerInvariant(), said, null, IsOutsider: false, IsBot: false)
            : null;
    }

    private static VerifiedRequest Request(Viewer viewer, PlatformPerson by, string incidentId, string words) =>
        new()
        {
            Platform = viewer.Platform ?? "web",
            Workspace = viewer.Workspace ?? "local",
            Id = $"web:{Guid.CreateVersion7()}",
            By = by,
            Input = new RequestInput.Typed(words),
            IncidentId = incidentId,
            Source = "web",
        };

    private static string Words(Reply reply) =>
        reply.Message is { } message ? Ink.Plain($"{message.Title} {message.Body}").Trim() : Words(reply.Form);

    private static string Words(Form? form) =>
        form is null
            ? ""
            : "Type it in one line: "
                + form.Verb
                + string.Concat(form.Fields.Select(f => f.Key == "rest" ? " …" : $" {f.Key}: …"));
}
