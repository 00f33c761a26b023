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
    private const int FormLengthMax = 20_000;
    private const string ValuePrefix = "value.";

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
            return Reload();
        return words.Length is 0 or > WordsLengthMax
            ? TypedResults.BadRequest("Say what, in at most 3,000 characters.")
            : await Answer(http, pipeline, access, id, name, new RequestInput.Typed(words), ct);
    }

    /// <summary>Runs a form of a page: <c>verb</c> and <c>lead</c> as in chat, and each value under its key.</summary>
    public static async Task<IResult> RunForm(
        HttpContext http,
        ICommandPipeline pipeline,
        IAntiforgery forgery,
        IncidentAccess access,
        string id,
        CancellationToken ct
    )
    {
        if (!await forgery.IsRequestValidAsync(http))
            return Reload();
        var form = await http.Request.ReadFormAsync(ct);
        var values = form.Where(pair => pair.Key.StartsWith(ValuePrefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[ValuePrefix.Length..], pair => Lines(pair.Value.ToString()));
        if (values.Values.Any(value => value.Length > FormLengthMax))
            return TypedResults.BadRequest("That is too long: a text has at most 20,000 characters.");
        var filled = new RequestInput.Filled(form["verb"].ToString(), form["lead"].ToString(), values);
        return await Answer(http, pipeline, access, id, form["as"], filled, ct);
    }

    /// <summary>The page's own field was missing: it is old, or somebody else's.</summary>
    internal static IResult Reload() => TypedResults.BadRequest("Reload the page and send it again.");

    private static async Task<IResult> Answer(
        HttpContext http,
        ICommandPipeline pipeline,
        IncidentAccess access,
        string id,
        string? name,
        RequestInput input,
        CancellationToken ct
    )
    {
        var viewer = WebAccess.Of(http);
        if (await access.Find(viewer, id, ct) is not { } known)
            return IncidentPages.Unknown(id);
        if (Who(viewer, name) is not { } by)
            return TypedResults.BadRequest("Say who you are, in at most 60 characters.");
        var outcome = await pipeline.Run(Request(viewer, by, known, input), ct);
        var answer = Words(outcome.Reply);
        if (http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal))
            return TypedResults.Json(new { answer, refused = outcome.Refusal });
        if (outcome.Refusal is not null)
            return WebAccess.Page("Not yet", answer, StatusCodes.Status409Conflict);
        return TypedResults.Redirect(input is RequestInput.Filled ? $"/incidents/{id}/review" : $"/incidents/{id}");
    }

    // Browsers end the lines of a form as mail does.
    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    // Where nobody signs in, people are who they say they are; on the host's own machine they could do anything anyway.
    internal static PlatformPerson? Who(Viewer viewer, string? name)
    {
        if (viewer.Person is { } signedIn)
            return signedIn;
        var said = string.Concat((name ?? "").Where(c => !char.IsControl(c))).Trim();
        return said.Length is > 0 and <= NameLengthMax
            ? new PlatformPerson("web:" + said.ToLowerInvariant(), said, null, IsOutsider: false, IsBot: false)
            : null;
    }

    private static VerifiedRequest Request(Viewer viewer, PlatformPerson by, string incidentId, RequestInput input) =>
        new()
        {
            Platform = viewer.Platform ?? "web",
            Workspace = viewer.Workspace ?? "local",
            Id = $"web:{Guid.CreateVersion7()}",
            By = by,
            Input = input,
            IncidentId = incidentId,
            Source = "web",
        };

    private static string Words(Reply reply) =>
        reply.Message is { } message ? Markup.Plain($"{message.Title} {message.Body}").Trim() : Words(reply.Form);

    private static string Words(Form? form) =>
        form is null
            ? ""
            : "Type it in one line: "
                + form.Verb
                + string.Concat(form.Fields.Select(f => f.Key == "rest" ? " …" : $" {f.Key}: …"));
}
