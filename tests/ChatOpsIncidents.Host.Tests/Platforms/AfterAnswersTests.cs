using ChatOpsIncidents.Host.Platforms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Platforms;

/// <summary>What follows an answer keeps nobody waiting, and is not lost when the host ends.</summary>
public sealed class AfterAnswersTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _let = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SocketsHttpHandler _oneConnection = new() { MaxConnectionsPerServer = 1 };
    private WebApplication _app = null!;
    private HttpClient _http = null!;
    private bool _isDone;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAfterAnswers().AddAfterAnswers();
        _app = builder.Build();
        _app.MapGet("/slow", (HttpContext context, AfterAnswers after) => after.Do(context.Response, Work));
        _app.MapGet("/failing", (HttpContext context, AfterAnswers after) => after.Do(context.Response, Fail));
        _app.MapGet("/next", () => "next");
        await _app.StartAsync();
        _http = new HttpClient(_oneConnection) { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        _oneConnection.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task The_next_request_on_the_connection_is_answered_while_the_work_goes_on()
    {
        await _http.GetStringAsync(new Uri("/slow", UriKind.Relative));
        await _begun.Task;
        Assert.Equal("next", await _http.GetStringAsync(new Uri("/next", UriKind.Relative)));
        Assert.False(_isDone);
        _let.SetResult();
    }

    [Fact]
    public async Task A_host_that_ends_waits_for_the_work()
    {
        await _http.GetStringAsync(new Uri("/slow", UriKind.Relative));
        await _begun.Task;
        var ending = _app.StopAsync();
        Assert.False(ending.IsCompleted);
        _let.SetResult();
        await ending;
        Assert.True(_isDone);
    }

    [Fact]
    public async Task Work_that_fails_disturbs_nothing()
    {
        await _http.GetStringAsync(new Uri("/failing", UriKind.Relative));
        await _begun.Task;
        Assert.Equal("next", await _http.GetStringAsync(new Uri("/next", UriKind.Relative)));
        await _app.StopAsync();
    }

    private async Task Work()
    {
        _begun.SetResult();
        await _let.Task;
        _isDone = true;
    }

    private Task Fail()
    {
        _begun.SetResult();
        throw new InvalidOperationException("It failed.");
    }
}
