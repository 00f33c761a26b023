using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace ChatOpsIncidents.Simulator.Workspace;

/// <summary>The open pages. A page that does not read is dropped from, never waited for.</summary>
internal sealed class PageStream
{
    private const int BacklogMax = 1_000;
    private readonly Lock gate = new();
    private readonly Dictionary<ChannelReader<string>, (string Person, ChannelWriter<string> Writer)> open = [];

    public ChannelReader<string> Open(string person)
    {
        var made = Channel.CreateBounded<string>(
            new BoundedChannelOptions(BacklogMax) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        lock (gate)
            open[made.Reader] = (person, made.Writer);
        return made.Reader;
    }

    public void Close(ChannelReader<string> reader)
    {
        lock (gate)
            open.Remove(reader);
    }

    /// <summary>Tells the open pages.</summary>
    /// <param name="news">What changed.</param>
    /// <param name="onlyFor">The one person who may know; null: everyone.</param>
    public void Publish(JsonObject news, string? onlyFor = null)
    {
        var text = news.ToJsonString();
        lock (gate)
            foreach (var (person, writer) in open.Values)
                if (onlyFor is null || person == onlyFor)
                    writer.TryWrite(text);
    }
}
