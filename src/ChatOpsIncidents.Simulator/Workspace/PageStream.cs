using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>The open pages. A page that does not read is dropped from, never waited for.</summary>
internal sealed class PageStream
{
    private const int BacklogMax = 1_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<ChannelReader<string>, (string Person, ChannelWriter<string> Writer)> _open = [];

    public ChannelReader<string> Open(string person)
    {
        var made = Channel.CreateBounded<string>(
            new BoundedChannelOptions(BacklogMax) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        lock (_gate)
            _open[made.Reader] = (person, made.Writer);
        return made.Reader;
    }

    public void Close(ChannelReader<string> reader)
    {
        lock (_gate)
            _open.Remove(reader);
    }

    /// <summary>Tells the open pages.</summary>
    /// <param name="news">What changed.</param>
    /// <param name="onlyFor">The one person who may know; null: everyone.</param>
    public void Publish(JsonObject news, string? onlyFor = null)
    {
        var text = news.ToJsonString();
        lock (_gate)
            foreach (var (person, writer) in _open.Values)
                if (onlyFor is null || person == onlyFor)
                    writer.TryWrite(text);
    }
}
