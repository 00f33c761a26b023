using System.Net;

namespace ChatOpsIncidents.Host.Tests.Access;

/// <summary>A browser: cookies, redirects by hand.</summary>
public sealed class Visitor(WholeHost host) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;

    private HttpClient Http =>
        _http ??= new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _cookies });

    /// <summary>The cookies for the pages, as a header.</summary>
    public string Cookie => _cookies.GetCookieHeader(host.Pages);

    /// <summary>Reads a page.</summary>
    public Task<HttpResponseMessage> Get(string path) => Http.GetAsync(new Uri(host.Pages, path));

    /// <summary>Sends a form.</summary>
    public async Task<HttpResponseMessage> Post(string path, Dictionary<string, string>? fields = null)
    {
        using var form = new FormUrlEncodedContent(fields ?? []);
        return await Http.PostAsync(new Uri(host.Pages, path), form);
    }

    /// <summary>Sends a request and reads its status.</summary>
    public async Task<int> Status(HttpRequestMessage request)
    {
        using var answer = await Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>From a page to the provider, where somebody signs in.</summary>
    /// <returns>The address that the provider sends the browser back to.</returns>
    public async Task<Uri> AtProvider(string path = "/incidents")
    {
        using var sent = await Get(path);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        using var back = await Http.GetAsync(sent.Headers.Location);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        return back.Headers.Location!;
    }

    /// <summary>The whole way to a page.</summary>
    public async Task<HttpResponseMessage> SignIn(string path = "/incidents") =>
        await Http.GetAsync(await AtProvider(path));

    /// <inheritdoc/>
    public void Dispose() => _http?.Dispose();
}
