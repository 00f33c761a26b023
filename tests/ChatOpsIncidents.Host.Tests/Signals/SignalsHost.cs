using System.Net.Http.Headers;
using System.Text;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Outbox;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using ChatOpsIncidents.Host.Signals;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Tests.Pipeline;
using ChatOpsIncidents.Host.Tests.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatOpsIncidents.Host.Tests.Signals;

/// <summary>The doors and the reader on a real database; the reader works when it is told to.</summary>
public sealed class SignalsHost : IAsyncDisposable
{
    /// <summary>The token of all sources.</summary>
    public const string Token = "the-shared-token";

    private readonly WebApplication _app;

    private SignalsHost(PipelineHarness harness, WebApplication app) => (Harness, _app) = (harness, app);

    /// <summary>The pipeline behind it.</summary>
    public PipelineHarness Harness { get; }

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>A host on a fresh database.</summary>
    public static async Task<SignalsHost> Start(
        PostgresFixture postgres,
        Dictionary<string, string?>? settings = null
    ) => await On(await postgres.NewDatabase(), settings);

    /// <summary>A host on that database.</summary>
    public static async Task<SignalsHost> On(string database, Dictionary<string, string?>? settings = null)
    {
        var harness = PipelineHarness.On(database);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(settings ?? [])
            {
                ["Hooks:Token"] = Token,
                ["Hooks:Secrets:github:0"] = "It's a Secret to Everybody",
                ["Hooks:Workspace"] = "",
                ["Outbox:AnnounceChannels:T0LOCAL"] = "C0ANNOUNCE",
            }
        );
        builder.Services.AddSingleton<TimeProvider>(harness.Clock).AddSingleton(harness.Source);
        builder.Services.Configure<OutboxOptions>(builder.Configuration.GetSection(OutboxOptions.Section));
        builder.Services.AddSingleton<IEventStore>(new PostgresEventStore(harness.Source));
        builder
            .Services.AddSingleton(harness.AnotherHost())
            .AddSingleton<CatalogSource>()
            .AddSingleton<IncidentChanges>();
        builder.Services.AddSingleton<IChatPlatform>(new SlackByName());
        builder.Services.AddSignals(builder.Configuration);
        builder.Services.AddSingleton<OutsideWorld>();
        foreach (var name in new[] { AmazonSns.HttpName, StatuspagePolling.HttpName })
            builder
                .Services.AddHttpClient(name)
                .ConfigurePrimaryHttpMessageHandler(services => services.GetRequiredService<OutsideWorld>().Way());
        // Time and turns are the test's.
        builder.Services.RemoveAll<IHostedService>();
        var app = builder.Build();
        app.MapSignals();
        await app.StartAsync();
        return new SignalsHost(harness, app);
    }

    /// <summary>Delivers something, and gives the answer's status and body.</summary>
    public async Task<(int Status, string Body)> Post(
        string path,
        byte[] body,
        Dictionary<string, string>? headers = null,
        string? token = Token
    )
    {
        using var client = _app.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/" + path);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers ?? [])
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Delivers JSON.</summary>
    public Task<(int Status, string Body)> Post(string path, string json) => Post(path, Encoding.UTF8.GetBytes(json));

    /// <summary>Reads all that was delivered.</summary>
    public async Task Read()
    {
        var worker = Services.GetRequiredService<SignalWorker>();
        while (await worker.WorkOnce(CancellationToken.None) is > 0)
        {
            // Until nothing is left.
        }
    }

    /// <summary>What is outside.</summary>
    public OutsideWorld Outside => Services.GetRequiredService<OutsideWorld>();

    /// <summary>An incident as it stands.</summary>
    public Task<Incident> Incident(string id) =>
        Services.GetRequiredService<IEventStore>().State(id, CancellationToken.None);

    /// <summary>A number from the database.</summary>
    public Task<long> Count(string sql) => Harness.Count(sql);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Harness.DisposeAsync();
    }

    // Alerts declare where a platform is; these tests look at what is decided, not at what is posted.
    private sealed class SlackByName : IChatPlatform
    {
        public string Name => "slack";

        public Task<AttemptEnd> Deliver(Delivery delivery, CancellationToken ct) => throw new NotSupportedException();

        public Task<bool> OpenForm(
            FormTrigger trigger,
            Engine.Chat.Form form,
            FormContext context,
            CancellationToken ct
        ) => throw new NotSupportedException();

        public Task<bool> Answer(
            string workspace,
            string replyAddress,
            Engine.Chat.ChatMessage message,
            CancellationToken ct
        ) => throw new NotSupportedException();

        public Task<PlatformPerson?> FindPerson(string workspace, string personId, CancellationToken ct) =>
            throw new NotSupportedException();

        public Task<(RenderedFile? File, AttemptEnd End)> ReadFile(
            string workspace,
            string channelId,
            string fileId,
            long bytesMax,
            CancellationToken ct
        ) => throw new NotSupportedException();

        public IAsyncEnumerable<CapturedMessage> History(
            string workspace,
            string channelId,
            KnownSoFar known,
            CancellationToken ct
        ) => throw new NotSupportedException();
    }
}

/// <summary>The internet as far as we call it: what each address answers, and which were called.</summary>
public sealed class OutsideWorld
{
    /// <summary>The answers, by address.</summary>
    public Dictionary<string, Func<HttpResponseMessage>> Answers { get; } = [];

    /// <summary>The addresses that were called.</summary>
    public List<string> Called { get; } = [];

    /// <summary>The way there.</summary>
    public HttpMessageHandler Way() => new Handler(this);

    private sealed class Handler(OutsideWorld world) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var address = request.RequestUri!.ToString();
            world.Called.Add(address + (request.Headers.IfNoneMatch.Count > 0 ? " again" : ""));
            return world.Answers.TryGetValue(address, out var answer)
                ? Task.FromResult(answer())
                : throw new HttpRequestException("Nobody is there.");
        }
    }
}
