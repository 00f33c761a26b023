using System.Text.Json;
using ChatOpsIncidents.Host.Signals.Authenticity;
using ChatOpsIncidents.Host.Signals.Reading;

namespace ChatOpsIncidents.Host.Signals.Sources;

/// <summary>An outside system: how it proves who it is, and what its bodies mean. One file each, and a row in
/// <see cref="SourceTable"/>.</summary>
public abstract class SignalSource
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>The last part of its address, and the name of its secrets: <c>Hooks:Secrets:&lt;name&gt;</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Other names that people use for it.</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <summary>Under which addresses it may be used: <c>deploys</c>, <c>changes</c>, <c>alerts</c>,
    /// <c>dependencies</c>, <c>trackers</c>.</summary>
    public abstract IReadOnlyList<string> Kinds { get; }

    /// <summary>How it proves itself with secrets of its own; the first scheme of which a request brings anything
    /// decides.</summary>
    public virtual IReadOnlyList<IAuthScheme> Schemes { get; } = [new TokenScheme()];

    /// <summary>How it proves itself with the token that all sources share; null: it signs, and signs always.</summary>
    public virtual IAuthScheme? SharedToken { get; } = new TokenScheme();

    /// <summary>Longest body, in bytes.</summary>
    public virtual int BodyLengthMax => Megabyte;

    /// <summary>The headers that reading needs; they are kept with the body. Never one that proves anything.</summary>
    public virtual IReadOnlyList<string> Headers => [];

    /// <summary>The delivery's id; null: the sender names none, and the body's digest is it.</summary>
    public virtual string? DeliveryId(HookRequest request) => null;

    /// <summary>What a proven delivery says. Pure.</summary>
    public SourceReading Read(HookDelivery delivery)
    {
        var reading = ReadBody(delivery);
        return reading is SourceReading.Told told && delivery.Header(HookDelivery.ServiceKey) is { } service
            ? new SourceReading.Told([.. told.Signals.Select(signal => signal with { Services = [service] })])
            : reading;
    }

    /// <summary>Whether the body may be a list of what <see cref="Read(JsonElement, HookDelivery)"/> takes.</summary>
    protected virtual bool TakesBatches => false;

    /// <summary>The body's JSON; null: it is none.</summary>
    protected virtual JsonElement? Parse(HookDelivery delivery) => JsonReading.Parse(delivery.Body);

    /// <summary>What an object says.</summary>
    protected abstract SourceReading Read(JsonElement root, HookDelivery delivery);

    /// <summary>A sentence for who sent something without a key that is needed.</summary>
    protected static SourceReading Missing(string keys, string hint = "") =>
        new SourceReading.Unreadable($"Missing: {keys}.{(hint.Length > 0 ? " " + hint : "")}");

    private SourceReading ReadBody(HookDelivery delivery)
    {
        if (Parse(delivery) is not { } root)
            return new SourceReading.Unreadable("The body is no JSON.");
        if (root.ValueKind == JsonValueKind.Array && TakesBatches)
            return Batch(root, delivery);
        return root.ValueKind == JsonValueKind.Object
            ? Read(root, delivery)
            : new SourceReading.Unreadable("The body is JSON, and no object.");
    }

    private SourceReading Batch(JsonElement root, HookDelivery delivery)
    {
        List<Signal> signals = [];
        foreach (var (item, number) in root.EnumerateArray().Select((item, i) => (item, i + 1)))
        {
            switch (Read(item, delivery))
            {
                case SourceReading.Told told:
                    signals.AddRange(told.Signals);
                    break;
                case SourceReading.Unreadable unreadable:
                    return new SourceReading.Unreadable($"Entry {number}: {unreadable.Why}");
            }
        }

        return SourceReading.Of(signals, "The list says nothing.");
    }
}
