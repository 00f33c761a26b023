using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Paging;

/// <summary>A paging system by HTTP that keeps all it is told, and answers what a test says.</summary>
internal sealed class PagerStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PagerStandIn(WebApplication app) => _app = app;

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<PagerRequest> Requests { get; } = [];

    /// <summary>How it answers.</summary>
    public Func<PagerRequest, IResult> Answer { get; set; } = _ => Results.Accepted();

    /// <summary>Where it is.</summary>
    public string Address => _app.Urls.First();

    /// <summary>What was asked last.</summary>
    public PagerRequest Last => Requests.Last();

    /// <summary>Starts one.</summary>
    public static async Task<PagerStandIn> Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var standIn = new PagerStandIn(app);
        app.Map("/{**path}", (Delegate)standIn.Take);
        await app.StartAsync();
        return standIn;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var request = new PagerRequest(
            http.Request.Method,
            http.Request.Path + http.Request.QueryString,
            await reader.ReadToEndAsync(),
            http.Request.Headers.ToDictionary(
                header => header.Key,
                header => header.Value.ToString(),
                StringComparer.OrdinalIgnoreCase
            )
        );
        Requests.Enqueue(request);
        return Answer(request);
    }
}

/// <summary>A request to a paging system.</summary>
internal sealed record PagerRequest(string Method, string Path, string Body, Dictionary<string, string> Headers)
{
    /// <summary>The body.</summary>
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>The names in the body.</summary>
    public string[] Names => [.. Json.Select(one => one.Key)];
}
