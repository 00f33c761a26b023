using ChatOpsIncidents.Host.Platforms;
namespace ChatOpsIncidents.Host.Capture;
public sealed class NoCapture : ICaptureSink
{
    public Task<string?> Capture(string platform, string workspace, CapturedMessage message, string personName, CancellationToken ct) => Task.FromResult<string?>(null);
}
