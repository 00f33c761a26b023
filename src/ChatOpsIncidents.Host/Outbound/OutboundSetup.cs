namespace ChatOpsIncidents.Host.Outbound;

/// <summary>How this host calls others over HTTP.</summary>
internal static class OutboundSetup
{
    private const long AnswerLengthMax = 1 << 20;
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    /// <summary>Registers a client. It follows no redirect, which could carry a key elsewhere or lead to whatever this
    /// machine can reach; keeps no cookies; and logs nothing, since addresses may be secrets.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="timeout">How long a call may take.</param>
    /// <param name="answerLengthMax">The longest answer, in bytes; null: 1 MiB.</param>
    public static IHttpClientBuilder AddOutboundClient(
        this IServiceCollection services,
        string name,
        TimeSpan timeout,
        long? answerLengthMax = null
    ) =>
        services
            .AddHttpClient(
                name,
                http =>
                {
                    http.Timeout = timeout;
                    http.MaxResponseContentBufferSize = answerLengthMax ?? AnswerLengthMax;
                }
            )
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    PooledConnectionLifetime = ConnectionLife,
                }
            )
            .RemoveAllLoggers();

    /// <summary>Registers <see cref="OutboundHttp"/> and its clients, once for all who call.</summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(OutboundHttp)))
            return services;
        services.AddOutboundClient(OutboundHttp.Quick, TimeSpan.FromSeconds(5));
        services.AddOutboundClient(OutboundHttp.Patient, TimeSpan.FromSeconds(8));
        return services.AddSingleton<OutboundHttp>().AddSingleton<SignedWebhook>();
    }
}
