using ChatOpsIncidents.Host.Ports;

namespace ChatOpsIncidents.Host.Capture;

/// <summary>What is said in the rooms.</summary>
public static class CaptureSetup
{
    /// <summary>Registers the capture and its catching up.</summary>
    public static void AddCapture(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddOptionsWithValidateOnStart<CaptureOptions, CaptureOptionsValidator>()
            .Bind(builder.Configuration.GetSection(CaptureOptions.Section));
        services.AddSingleton<RoomDirectory>();
        services.AddSingleton<SpeakerSignals>();
        services.Configure<TalkOptions>(builder.Configuration.GetSection(TalkOptions.Section));
        services.AddSingleton<TalkSignals>();
        services.AddSingleton<PostgresCapture>();
        services.AddSingleton<ICaptureSink>(provider => provider.GetRequiredService<PostgresCapture>());
        services.AddSingleton<CatchUp>();
        services.AddHostedService(provider => provider.GetRequiredService<PostgresCapture>());
        services.AddHostedService(provider => provider.GetRequiredService<SpeakerSignals>());
        services.AddHostedService(provider => provider.GetRequiredService<TalkSignals>());
    }
}
