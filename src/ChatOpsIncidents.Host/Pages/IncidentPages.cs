using System.Text.Encodings.Web;
using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Host.Jobs;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Pages.Views;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>The pages people read, and the command line that works when chat is down. Without a sign-in they answer on
/// this machine only.</summary>
public static class IncidentPages
{
    private const int ListMax = 100;
    private const int FailingMax = 50;

    /// <summary>Maps <c>/</c>, <c>/incidents</c>, <c>/incidents/{id}</c>, <c>/ops</c> and the guides.</summary>
    public static void MapIncidentPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AddEndpointFilter<LoopbackOnly>();
        pages.MapGet("/", () => TypedResults.Redirect("/incidents"));
        pages.MapGet(
            "/incidents",
            async (TimelineReader reader, CancellationToken ct) =>
                Page<IncidentList>(new { Incidents = await reader.List("", false, long.MaxValue, ListMax, ct) })
        );
        pages.MapGet("/incidents/{id}", Show);
        pages.MapGet("/incidents/{id}/live", Live);
        pages.MapGet("/incidents/{id}/stream", Stream);
        pages.MapGet("/incidents/{id}/export/{format}", Export);
        pages.MapGet("/incidents/{id}/evidence/{sha256}", Evidence);
        pages.MapPost("/incidents/{id}/command", Command);
        pages.MapGet("/ops", Ops);
        pages.MapGuides();
    }

    private static async Task<IResult> Ops(
        NpgsqlDataSource source,
        TimeProvider clock,
        DeadlineSweep deadlines,
        InboxWorker inbox,
        CancellationToken ct
    ) =>
        Page<OpsPage>(
            new
            {
                Health = await OpsHealth.Read(source, clock, ct),
                Deadlines = await deadlines.Failing(FailingMax, ct),
                Requests = await inbox.Failing(FailingMax, ct),
            }
        );

    private static async Task<IResult> Show(
        HttpContext http,
        TimelineReader reader,
        PolicySource policy,
        IAntiforgery forgery,
        TimeProvider clock,
        string id,
        CancellationToken ct
    )
    {
        if (await Visible(reader, id, ct) is not { } document)
            return Unknown(id);
        var tokens = forgery.GetAndStoreTokens(http);
        var field =
            $"<input type=\"hidden\" name=\"{tokens.FormFieldName}\" "
            + $"value=\"{HtmlEncoder.Default.Encode(tokens.RequestToken!)}\">";
        return Page<IncidentPage>(
            new
            {
                Document = document,
                Next = Next(document, policy, clock),
                Token = new MarkupString(field),
            }
        );
    }

    private static async Task<IResult> Live(
        TimelineReader reader,
        PolicySource policy,
        TimeProvider clock,
        string id,
        CancellationToken ct
    ) =>
        await Visible(reader, id, ct) is { } document
            ? Page<LiveIncident>(new { Document = document, Next = Next(document, policy, clock) })
            : Unknown(id);

    private static ServerSentEventsResult<string> Stream(IncidentChanges changes, string id, CancellationToken ct) =>
        TypedResults.ServerSentEvents(Changes(changes, id.ToUpperInvariant(), ct));

    private static async IAsyncEnumerable<string> Changes(
        IncidentChanges changes,
        string id,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        yield return "ready";
        await foreach (var changed in changes.Listen(ct))
        {
            if (changed == id)
                yield return "changed";
        }
    }

    private static async Task<IResult> Export(TimelineReader reader, string id, string format, CancellationToken ct)
    {
        if (await Visible(reader, id, ct) is null)
            return Unknown(id);
        if (!Engine.Exports.TimelineExport.Formats.Contains(format))
            return TypedResults.NotFound();
        return await reader.Render(id.ToUpperInvariant(), format, ct) is { } file
            ? TypedResults.File(file.Bytes, file.ContentType, file.Name)
            : TypedResults.Problem(
                "No PDF can be made here: chromium is not installed. The HTML export prints well.",
                statusCode: 501
            );
    }

    private static async Task<IResult> Evidence(
        TimelineReader reader,
        KeptFiles files,
        HttpContext http,
        string id,
        string sha256,
        CancellationToken ct
    ) =>
        await Visible(reader, id, ct) is { } document
            ? await ReadApi.Kept(files, http, document, sha256, ct)
            : Unknown(id);

    private static async Task<IResult> Command(
        HttpContext http,
        ICommandPipeline pipeline,
        IAntiforgery forgery,
        TimelineReader reader,
        string id,
        [FromForm] string words,
        [FromForm(Name = "as")] string name,
        CancellationToken ct
    )
    {
        if (!await forgery.IsRequestValidAsync(http))
            return TypedResults.BadRequest("Reload the page and send it again.");
        if (await Visible(reader, id, ct) is null)
            return Unknown(id);
        var who = string.Concat(name.Where(c => !char.IsControl(c))).Trim();
        if (who.Length is 0 or > 60 || words.Length is 0 or > 3_000)
            return TypedResults.BadRequest("Say who you are (at most 60 characters), and what (at most 3,000).");
        var outcome = await pipeline.Run(
            new VerifiedRequest
            {
                Platform = "web",
                Workspace = "local",
                Id = $"web:{Guid.CreateVersion7()}",
                By = new PlatformPerson("web:" + who.ToLowerInvariant(), who, null, false, false),
                Input = new RequestInput.Typed(words),
                IncidentId = id.ToUpperInvariant(),
            },
            ct
        );
        var reply = outcome.Reply.Message is { } message
            ? Ink.Plain($"{message.Title} {message.Body}").Trim()
            : FormWords(outcome.Reply.Form);
        return http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal)
            ? TypedResults.Json(new { answer = reply, refused = outcome.Refusal })
            : TypedResults.Redirect($"/incidents/{id}");
    }

    private static string FormWords(Form? form) =>
        form is null
            ? ""
            : "Type it in one line: "
                + form.Verb
                + string.Concat(form.Fields.Select(f => f.Key == "rest" ? " …" : $" {f.Key}: …"));

    private static async Task<TimelineDocument?> Visible(TimelineReader reader, string id, CancellationToken ct) =>
        await reader.Read(id.ToUpperInvariant(), ct) is { Incident.IsPrivate: false } document ? document : null;

    private static NextStepView Next(TimelineDocument document, PolicySource policy, TimeProvider clock) =>
        NextStepView.Of(document.Incident, new DecisionContext(clock.GetUtcNow(), Person.System, policy.Current));

    private static RazorComponentResult<NoPage> Unknown(string id) =>
        new(
            new Dictionary<string, object?>
            {
                ["Heading"] = "No such incident",
                ["Text"] = $"There is no incident {id} here, or it is private.",
            }
        )
        {
            StatusCode = StatusCodes.Status404NotFound,
        };

    private static RazorComponentResult<TPage> Page<TPage>(object parameters)
        where TPage : IComponent => new(parameters);
}

/// <summary>
/// Lets in only callers on this machine who name it so: without a sign-in nobody else can be told apart. A request that
/// came through a proxy is somebody else's.
/// </summary>
public sealed class LoopbackOnly : IEndpointFilter
{
    /// <summary>Whether a request comes from this machine, and through no proxy.</summary>
    public static bool IsHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address
        && System.Net.IPAddress.IsLoopback(address)
        && http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        && !http.Request.Headers.ContainsKey("X-Forwarded-For")
        && !http.Request.Headers.ContainsKey("Forwarded");

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        return IsHere(context.HttpContext)
            ? await next(context)
            : new RazorComponentResult<NoPage>(
                new Dictionary<string, object?>
                {
                    ["Heading"] = "Only on this machine",
                    ["Text"] =
                        "No sign-in is set up, so these pages answer on the host's own machine only. Use a tunnel, "
                        + "or set Web:SignIn.",
                }
            )
            {
                StatusCode = StatusCodes.Status403Forbidden,
            };
    }
}
