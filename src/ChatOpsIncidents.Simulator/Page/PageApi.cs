// What the page, and every end-to-end test, calls. JSON both ways, loopback use, no sign-in; {"ok":false,"error":text}
// with status 400 when something asked for is not there. "as" is the person's id (or name) in whose place one acts.
//
// GET  /sim/state?as=                      team, now, clockOffsetSeconds, people, channels, dms, trouble
// GET  /sim/channels/{id}/messages?as=     {messages}; marks the channel as read
// GET  /sim/channels/{id}/threads/{ts}?as= {messages}: the parent and its replies
// GET  /sim/stream?as=                     server-sent events: {"type":…}, one of message, update, delete, channel,
// state,
//                                          view, home, toast, unread; the page reads again what changed
// POST /sim/say {as,channel,text,threadTs?}        a line that starts with / is a slash command (not in threads)
// POST /sim/edit {as,channel,ts,text} · /sim/delete {as,channel,ts} · /sim/react {as,channel,ts,name} (toggles)
// POST /sim/pin {as,channel,ts} (toggles)
// POST /sim/upload (multipart: as, channel, file, threadTs?, text?) · GET /sim/files/{id}
// POST /sim/join {as,channel} · /sim/leave {as,channel} · /sim/invite {as,channel,user} · /sim/dm {as,with}
// POST /sim/createChannel {as,name,private?} · /sim/archive {as,channel} (toggles) · /sim/topic {as,channel,topic}
// POST /sim/click {as,channel?,ts?,viewId?,blockId?,actionId,value?,selected?}
// POST /sim/submit {as,viewId,values}      {closed:true} | {errors:{blockId:text}} | {view} | {error}
// POST /sim/close {as,viewId,all?} · /sim/shortcut {as,callbackId,channel?,ts?}
// GET  /sim/view?as= · /sim/home?as=&quiet? · /sim/suggest?as=&viewId=|channel=&ts=&blockId=&actionId=&q=
// POST /sim/clock {forwardSeconds} · /sim/trouble {latencyMs,answerLatencyMs,outage,lostAnswers,loseNext,loseMethod,
//      duplicateEvents,disorderedEvents,missingScopes[],rateLimited:[{method?,channel?,seconds}]} · /sim/reset
// GET  /sim/log · /sim/idle ({idle}: no event waits or is under way)
// GET  /sim/outside · POST /sim/outside {what}: deploy, rollback, bad-deploy, flag, errors, dead, hot, supplier
// POST /sim/verify (url_verification) · /sim/uninstall
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Outside;
using ChatOpsIncidents.Simulator.Wire;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.Page;

/// <summary>Maps the page's addresses. Each answers within what the host takes.</summary>
internal static class PageApi
{
    public static void MapPageApi(this WebApplication app)
    {
        MapReads(app);
        MapActs(app, app.Services.GetRequiredService<PageActs>());
        MapInteractions(app, app.Services.GetRequiredService<PageInteractions>());
        MapOutside(app, app.Services.GetRequiredService<OutsideActs>());
        MapControls(app, app.Services.GetRequiredService<PageControls>());
    }

    private static void MapReads(WebApplication app)
    {
        var reads = app.Services.GetRequiredService<PageReads>();
        Get(app, "/sim/state", q => reads.State(q("as")));
        app.MapGet(
            "/sim/channels/{id}/messages",
            (HttpContext c, string id) => Read(c, q => reads.Messages(q("as"), id))
        );
        app.MapGet(
            "/sim/channels/{id}/threads/{ts}",
            (HttpContext c, string id, string ts) => Read(c, q => reads.Thread(q("as"), id, ts))
        );
        Get(app, "/sim/view", q => reads.View(q("as")));
        app.MapGet("/sim/log", (WireLog log) => Answer(log.All()));
        app.MapGet("/sim/idle", (EventDelivery events) => Answer(Json.Object(("idle", events.Idle))));
        app.MapGet("/sim/stream", PageEvents.Stream);
        app.MapGet("/sim/files/{id}", FileEndpoints.Show);
    }

    private static void MapActs(WebApplication app, PageActs acts)
    {
        Post(app, "/sim/say", acts.Say);
        Post(app, "/sim/edit", acts.Edit);
        Post(app, "/sim/delete", acts.Delete);
        Post(app, "/sim/react", acts.React);
        Post(app, "/sim/pin", acts.Pin);
        Post(app, "/sim/join", acts.Join);
        Post(app, "/sim/leave", acts.Leave);
        Post(app, "/sim/invite", acts.Invite);
        Post(app, "/sim/dm", acts.OpenDirect);
        Post(app, "/sim/createChannel", acts.CreateChannel);
        Post(app, "/sim/archive", acts.Archive);
        Post(app, "/sim/topic", acts.Topic);
        app.MapPost("/sim/upload", acts.Upload).DisableAntiforgery();
    }

    private static void MapInteractions(WebApplication app, PageInteractions interactions)
    {
        Post(app, "/sim/click", interactions.Click);
        Post(app, "/sim/submit", interactions.Submit);
        Post(app, "/sim/close", interactions.Close);
        Post(app, "/sim/shortcut", interactions.Shortcut);
        Get(app, "/sim/home", q => interactions.Home(q("as"), opened: q("quiet") is null));
        app.MapGet(
            "/sim/suggest",
            (Delegate)((HttpContext c) => Guard(async () => await interactions.Suggest(Query(c))))
        );
    }

    private static void MapOutside(WebApplication app, OutsideActs outside)
    {
        Get(app, "/sim/outside", _ => outside.Shown());
        Post(app, "/sim/outside", outside.Do);
    }

    private static void MapControls(WebApplication app, PageControls controls)
    {
        Post(app, "/sim/clock", controls.Clock);
        Post(app, "/sim/trouble", controls.SetTrouble);
        Post(app, "/sim/reset", _ => controls.Reset());
        Post(app, "/sim/verify", _ => controls.Verify());
        Post(app, "/sim/uninstall", _ => controls.Uninstall());
    }

    private static void Post(WebApplication app, string path, Func<JsonObject, Task<JsonObject>> act) =>
        app.MapPost(path, (Delegate)((HttpContext context) => Guard(async () => await act(await Body(context)))));

    private static void Get(WebApplication app, string path, Func<Func<string, string?>, JsonNode?> read) =>
        app.MapGet(path, (Delegate)((HttpContext context) => Read(context, read)));

    private static Task<IResult> Read(HttpContext context, Func<Func<string, string?>, JsonNode?> read) =>
        Guard(() => Task.FromResult(read(Query(context))));

    private static Func<string, string?> Query(HttpContext context) =>
        name => context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static async Task<JsonObject> Body(HttpContext context)
    {
        if (context.Request.ContentLength is 0)
            return [];
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            throw new SlackFault("invalid_json");
        }
    }

    /// <summary>Runs an act and tells of a fault in the form that the page knows.</summary>
    public static async Task<IResult> Guard(Func<Task<JsonNode?>> act)
    {
        try
        {
            return Answer(await act());
        }
        catch (SlackFault fault)
        {
            return Answer(fault.Answer(), StatusCodes.Status400BadRequest);
        }
    }

    private static IResult Answer(JsonNode? node, int status = 200) =>
        Results.Text(node?.ToJsonString() ?? "null", "application/json", statusCode: status);
}
