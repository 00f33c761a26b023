using System.Diagnostics;
using System.Text.Json.Nodes;
using ChatOpsIncidents.Simulator.Wire;
using ChatOpsIncidents.Simulator.Workspace;

namespace ChatOpsIncidents.Simulator.WebApi;

/// <summary>
/// <c>/api/{method}</c>: token, scope, arguments, limits, then the method itself under the lock; and the trouble that
/// is
/// switched on.
/// </summary>
internal sealed class WebApiEndpoint(LocalWorkspace workspace, RateLimiter limiter, WireLog log, ApiMethods methods)
{
    private static readonly string[] Tokenless = ["blocks.validate", "oauth.v2.access"];

    public async Task Answer(HttpContext context, string method)
    {
        var started = Stopwatch.GetTimestamp();
        if (workspace.Trouble.LatencyMs is > 0 and var wait)
            await Task.Delay(wait, context.RequestAborted);
        if (workspace.Trouble.Outage is not "off" and var outage)
        {
            log.Add(
                "in",
                method,
                outage is "503" ? 503 : 0,
                "outage",
                Stopwatch.GetElapsedTime(started).TotalMilliseconds
            );
            if (outage is "close")
                context.Abort();
            else
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var (answer, status) = await Carry(context, method);
        var lost = answer["ok"]!.GetValue<bool>() && LosesAnswer(method);
        log.Add(
            "in",
            method,
            lost ? 0 : status,
            lost ? "answer lost" : answer.Text("error"),
            Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            answer.Text("channel")
        );
        if (workspace.Trouble.AnswerLatencyMs is > 0 and var hold && !ApiMethods.OnlyReads(method))
            await Task.Delay(hold, context.RequestAborted);
        if (lost)
            context.Abort();
        else
            await Write(context, answer, status);
    }

    private async Task<(JsonObject Answer, int Status)> Carry(HttpContext context, string method)
    {
        try
        {
            var rules = MethodTable.All.GetValueOrDefault(method) ?? throw new SlackFault("unknown_method");
            var (arguments, warning) = await ApiArguments.Read(context.Request, rules);
            CheckToken(context.Request, arguments, method);
            ApiArguments.Check(arguments, rules);
            JsonObject answer;
            lock (workspace.Gate)
            {
                CheckScope(rules);
                var call = new ApiCall(workspace, method, arguments);
                limiter.Count(method, rules.Tier, call.Text("channel"));
                answer = methods.Call(call);
            }

            answer.Insert(0, "ok", true);
            if (warning is not null)
                Warn(answer, warning);
            return (answer, 200);
        }
        catch (SlackFault fault)
        {
            if (fault.RetryAfter > 0)
                context.Response.Headers.RetryAfter = fault.RetryAfter.ToString();
            return (fault.Answer(), fault.RetryAfter > 0 ? StatusCodes.Status429TooManyRequests : 200);
        }
    }

    private static void Warn(JsonObject answer, string warning)
    {
        answer["warning"] = answer.Text("warning") is { } other ? $"{other},{warning}" : warning;
        if (answer["response_metadata"] is not JsonObject metadata)
            answer["response_metadata"] = metadata = [];
        metadata["warnings"] = Json.Strings(answer.Text("warning")!.Split(','));
    }

    private void CheckToken(HttpRequest request, JsonObject arguments, string method)
    {
        var header = request.Headers.Authorization.ToString();
        var inForm = request.HasFormContentType ? arguments.Text("token") : null;
        var token = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : inForm;
        arguments.Remove("token");
        if (Tokenless.Contains(method))
            return;
        if (string.IsNullOrEmpty(token))
            throw new SlackFault("not_authed");
        if (token != workspace.Options.BotToken)
            throw new SlackFault("invalid_auth");
        if (workspace.Uninstalled)
            throw new SlackFault("account_inactive");
    }

    private void CheckScope(MethodRules rules)
    {
        var missing = workspace
            .Trouble.MissingScopes.Concat(workspace.Options.MissingScopes.Split(',', StringSplitOptions.TrimEntries))
            .ToHashSet();
        if (rules.Scopes.Length == 0 || rules.Scopes.Any(s => !missing.Contains(s)))
            return;
        var provided = MethodTable.All.Values.SelectMany(r => r.Scopes).Distinct().Where(s => !missing.Contains(s));
        throw new SlackFault(
            "missing_scope",
            Json.Object(("needed", string.Join(',', rules.Scopes)), ("provided", string.Join(',', provided)))
        );
    }

    private bool LosesAnswer(string method)
    {
        lock (workspace.Gate)
        {
            var trouble = workspace.Trouble;
            if (ApiMethods.OnlyReads(method) || (trouble.LoseMethod is { } only && only != method))
                return false;
            if (trouble.LostAnswers)
                return true;
            if (trouble.LoseNext == 0)
                return false;
            trouble.LoseNext--;
            return true;
        }
    }

    private static async Task Write(HttpContext context, JsonObject answer, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }
}
