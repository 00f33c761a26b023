using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>Our own bodies, for everything that has no source of its own: one object, or a list.</summary>
public sealed class GenericSource : SignalSource
{
    /// <inheritdoc/>
    public override string Name => "generic";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["deploys", "changes", "alerts", "dependencies", "trackers"];

    /// <inheritdoc/>
    public override int BodyLengthMax => 10 * 1024 * 1024;

    /// <inheritdoc/>
    protected override bool TakesBatches => true;

    /// <inheritdoc/>
    protected override SourceReading Read(JsonElement root, HookDelivery delivery) =>
        delivery.Kind switch
        {
            "alerts" => GenericBody.Alert(root),
            "dependencies" => Dependency(root),
            "trackers" => Item(root),
            "changes" => GenericBody.Change(root, "config"),
            _ => GenericBody.Change(root, "deploy"),
        };

    private static SourceReading Item(JsonElement root)
    {
        if (root.Text("link") is not { } link)
            return Missing("link");
        return SourceReading.Of(
            new ItemSignal(link, root.Text("title"))
            {
                End = root.Text("state") switch
                {
                    "done" => ActionEnd.Done,
                    "dropped" => ActionEnd.Dropped,
                    _ => null,
                },
                Owner = root.Text("owner"),
                At = root.Time("at"),
            }
        );
    }

    private static SourceReading Dependency(JsonElement root)
    {
        if ((root.Text("what") ?? root.Text("summary")) is not { } what)
            return Missing("what");
        if (root.Text("service") is not { } service)
            return Missing("service");
        var isOpen = GenericBody.State(root.Text("status")) != AlertState.Resolved;
        return SourceReading.Of(
            new DependencySignal(root.Text("id") ?? $"{service}/{what}", what, isOpen)
            {
                Services = [service],
                At = root.Time("at"),
                Impact = root.Text("severity"),
                Url = root.Text("url"),
            }
        );
    }
}
