using System.Security.Cryptography;
using System.Text.Json;
using ChatOpsIncidents.Engine.Effects;
using ChatOpsIncidents.Engine.Timeline;
using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>Collects what a transaction stores, and writes all of a kind with one statement.</summary>
internal sealed class PostgresAppend
{
    private const int SaltLength = 16;

    private readonly List<FactRow> _facts = [];
    private readonly List<EffectRow> _effects = [];
    private readonly List<Decided> _decided = [];
    private readonly List<(IncidentStream Stream, Incident After)> _rooms = [];
    private readonly List<(string Incident, string Channel)> _lost = [];

    // Of effects that replace one another only the newest is kept, where the first of them stood.
    private readonly Dictionary<(string OrderKey, string Replaces), int> _replaceable = [];

    /// <summary>The incidents that got facts.</summary>
    public List<IncidentStream> Changed { get; } = [];

    /// <summary>The decisions that redact.</summary>
    public IEnumerable<Decided> Redactions => _decided.Where(one => one.Verdict.Erases);

    /// <summary>Adds a decision.</summary>
    /// <param name="decided">The decision.</param>
    /// <param name="stream">The incident that got facts; null: there are none.</param>
    public void Add(Decided decided, IncidentStream? stream)
    {
        _decided.Add(decided);
        var (before, after) = (decided.Before, decided.Verdict.After);
        if (stream is not null)
        {
            if (!Changed.Contains(stream))
                Changed.Add(stream);
            stream.Home ??= HomeOf(after, decided.Request);
            stream.StepDue = decided.Verdict.StepDue ?? stream.StepDue;
            Chain(decided, stream);
            if (after.RoomId is not null && after.RoomId != before.RoomId)
                _rooms.Add((stream, after));
            var lost = decided.Verdict.Facts.Select(fact => (fact.Fact as RoomLost)?.ChannelId).OfType<string>();
            _lost.AddRange(lost.Select(channel => (after.Id, channel)));
        }

        if (after.Seq > 0)
            Add(decided.Verdict.Effects, decided);
    }

    /// <summary>Adds effects of a decision.</summary>
    public void Add(IEnumerable<Effect> effects, Decided decided)
    {
        foreach (var effect in effects)
            Add(effect, decided);
    }

    /// <summary>Writes the statements.</summary>
    /// <returns>The destinations of the effects.</returns>
    public IReadOnlyCollection<Destined> Fill(NpgsqlBatch batch)
    {
        foreach (var stream in Changed)
            batch.BatchCommands.Add(Head(stream));
        if (_facts.Count > 0)
            batch.BatchCommands.Add(Facts());
        Deadlines(batch);
        foreach (var (stream, after) in _rooms)
            batch.BatchCommands.Add(Room(stream, after));
        if (_lost.Count > 0)
            batch.BatchCommands.Add(Lost());
        if (_effects.Count > 0)
            batch.BatchCommands.Add(Effects());
        if (_decided.Count > 0)
            batch.BatchCommands.Add(Requests());
        return
        [
            .. _effects
                .GroupBy(row => row.Row.OrderKey, StringComparer.Ordinal)
                .Select(rows => new Destined(rows.Key, rows.Min(row => row.Row.Lane))),
        ];
    }

    private void Chain(Decided decided, IncidentStream stream)
    {
        foreach (var fact in decided.Verdict.Facts)
        {
            var kind = Vocabulary.NameOf(fact.Fact);
            var salt = RandomNumberGenerator.GetBytes(SaltLength);
            var content = FactEnvelope.Write(fact, decided.Verdict.After.NameOf);
            var digest = FactHash.ContentDigest(salt, content);
            stream.Head = FactHash.Hash(stream.Head, fact.Seq, kind, fact.RecordedAt, digest);
            var id = decided.Verdict.After.Id;
            _facts.Add(new FactRow(id, decided.Request.Id, fact, kind, salt, content, digest, stream.Head));
        }
    }

    private void Add(Effect effect, Decided decided)
    {
        var after = decided.Verdict.After;
        var home = HomeOf(after, decided.Request);
        var row = new EffectRow(after.Id, home, OutboxRow.Of(effect, after.Id), decided.Request.Trace);
        if (row.Row.Replaces is { } replaces)
        {
            if (_replaceable.TryGetValue((row.Row.OrderKey, replaces), out var place))
            {
                _effects[place] = row;
                return;
            }

            _replaceable[(row.Row.OrderKey, replaces)] = _effects.Count;
        }

        _effects.Add(row);
    }

    private NpgsqlBatchCommand Facts() =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("store/append_facts"))
            .With("incidents", _facts.Select(row => row.IncidentId).ToArray())
            .With("seqs", _facts.Select(row => row.Fact.Seq).ToArray())
            .With("kinds", _facts.Select(row => row.Kind).ToArray())
            .With("contents", _facts.Select(row => row.Content).ToArray())
            .With("salts", _facts.Select(row => row.Salt).ToArray())
            .With("digests", _facts.Select(row => row.Digest).ToArray())
            .With("hashes", _facts.Select(row => row.Hash).ToArray())
            .With("recorded", _facts.Select(row => row.Fact.RecordedAt.UtcDateTime).ToArray())
            .With("observed", _facts.Select(row => row.Fact.ObservedAt.UtcDateTime).ToArray())
            .With("actors", _facts.Select(row => row.Fact.By.Id).ToArray())
            .With("names", _facts.Select(row => row.Fact.By.Name).ToArray())
            .With("sources", _facts.Select(row => row.Fact.Source).ToArray())
            .With("links", _facts.Select(row => row.Fact.Link).ToArray())
            .With("gates", _facts.Select(row => row.Fact.BeforeGate).ToArray())
            .With("requests", _facts.Select(row => row.RequestId).ToArray());

    // A deadline is a row as long as the state has it.
    private void Deadlines(NpgsqlBatch batch)
    {
        var gone = Changed
            .SelectMany(stream =>
                stream
                    .Start!.Deadlines.Keys.Except(stream.State!.Deadlines.Keys)
                    .Select(name => (stream.State.Id, name))
            )
            .Concat(StepsDue().Where(step => step.At is null).Select(step => (step.Id, StepDue.Deadline)))
            .ToArray();
        var set = Changed
            .SelectMany(stream =>
                stream.State!.Deadlines.Except(stream.Start!.Deadlines).Select(due => (stream.State.Id, due))
            )
            .Concat(
                StepsDue()
                    .Where(step => step.At is not null)
                    .Select(step => (step.Id, due: KeyValuePair.Create(StepDue.Deadline, step.At!.Value)))
            )
            .ToArray();
        if (gone.Length > 0)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(PostgresSql.Numbered("store/drop_deadlines"))
                    .With("incidents", gone.Select(one => one.Item1).ToArray())
                    .With("names", gone.Select(one => one.Item2).ToArray())
            );
        }

        if (set.Length > 0)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(PostgresSql.Numbered("store/set_deadlines"))
                    .With("incidents", set.Select(one => one.Id).ToArray())
                    .With("names", set.Select(one => one.due.Key).ToArray())
                    .With("dues", set.Select(one => one.due.Value.UtcDateTime).ToArray())
            );
        }
    }

    private IEnumerable<(string Id, DateTimeOffset? At)> StepsDue() =>
        Changed.Where(stream => stream.StepDue is not null).Select(stream => (stream.State!.Id, stream.StepDue!.At));

    private NpgsqlBatchCommand Lost() =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("outbox/forget_places"))
            .With("incidents", _lost.Select(one => one.Incident).ToArray())
            .With("channels", _lost.Select(one => one.Channel).ToArray());

    private NpgsqlBatchCommand Effects() =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("outbox/insert"))
            .With("incidents", _effects.Select(row => row.IncidentId).ToArray())
            .With("platforms", _effects.Select(row => row.Home.Platform).ToArray())
            .With("workspaces", _effects.Select(row => row.Home.Workspace).ToArray())
            .With("order_keys", _effects.Select(row => row.Row.OrderKey).ToArray())
            .With("lanes", _effects.Select(row => row.Row.Lane).ToArray())
            .With("replaced", _effects.Select(row => row.Row.Replaces).ToArray())
            .With("keys", _effects.Select(row => row.Row.Key).ToArray())
            .With("effects", _effects.Select(row => row.Row.Json).ToArray())
            .With("traces", _effects.Select(row => row.Trace).ToArray())
            .With("now", _decided[^1].Now);

    private NpgsqlBatchCommand Requests() =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("store/end_requests"))
            .With("platforms", _decided.Select(one => one.Request.Platform).ToArray())
            .With("workspaces", _decided.Select(one => one.Request.Workspace).ToArray())
            .With("ids", _decided.Select(one => one.Request.Id).ToArray())
            .With("incidents", _decided.Select(one => one.Outcome.IncidentId).ToArray())
            .With("received", _decided.Select(one => one.Now.UtcDateTime).ToArray())
            .With(
                "outcomes",
                _decided.Select(one => JsonSerializer.Serialize(one.Outcome, FactJson.Options)).ToArray()
            );

    private NpgsqlBatchCommand Head(IncidentStream stream)
    {
        var after = stream.State!;
        var isNew = stream.Start!.Seq == 0;
        var head = new NpgsqlBatchCommand(
            PostgresSql.Numbered(isNew ? "store/insert_incident" : "store/update_incident")
        )
            .With("id", after.Id)
            .With("seq", after.Seq)
            .With("head", stream.Head)
            .With("title", after.Title)
            .With("severity", after.Severity.ToString())
            .With("phase", after.Phase.ToString())
            .With("running", after.IsRunning)
            .With("private", after.IsPrivate)
            .With("lead_id", after.Lead?.Id)
            .With("lead_name", after.Lead?.Name)
            .With("services", after.Services.ToArray())
            .With("people", IncidentStream.PeopleIn(after).ToArray())
            .With("now", _decided[^1].Now);
        return isNew
            ? head.With("number", Number(after.Id))
                .With("platform", stream.Home!.Platform)
                .With("workspace", stream.Home.Workspace)
                .With("declared", after.DeclaredAt!.Value)
                .With("channel", after.Origin?.ChannelId)
                .With("drill", after.IsDrill)
            : head;
    }

    private static NpgsqlBatchCommand Room(IncidentStream stream, Incident after) =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("store/set_room"))
            .With("platform", stream.Home!.Platform)
            .With("workspace", stream.Home.Workspace)
            .With("channel", after.RoomId)
            .With("thread", after.RoomThread ?? "")
            .With("id", after.Id);

    private static long Number(string incidentId) =>
        long.Parse(incidentId.AsSpan("INC-".Length), System.Globalization.CultureInfo.InvariantCulture);

    // An incident stays on the platform on which it was declared, whoever writes to it from the web page or by a
    // signal.
    private static Origin HomeOf(Incident after, VerifiedRequest request) =>
        after.Origin ?? new Origin(request.Platform, request.Workspace, null);

    private sealed record FactRow(
        string IncidentId,
        string RequestId,
        Recorded Fact,
        string Kind,
        byte[] Salt,
        string Content,
        string Digest,
        string Hash
    );

    private sealed record EffectRow(string IncidentId, Origin Home, OutboxRow Row, string? Trace);
}
