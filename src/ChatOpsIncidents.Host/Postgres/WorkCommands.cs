using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>An incident that a request is about.</summary>
/// <param name="IncidentId">Null: the incident of the request's channel.</param>
/// <param name="By">Who asks, and where.</param>
internal sealed record Wanted(string? IncidentId, VerifiedRequest By)
{
    /// <summary>What a request that was looked for is about; one that declares is about none yet.</summary>
    public static Wanted Of(Sought sought) =>
        sought.NeedsNumber
            ? new Wanted(null, sought.Request with { ChannelId = null })
            : new Wanted(sought.IncidentId, sought.Request);
}

/// <summary>The statements of a transaction of <see cref="PostgresWork"/>.</summary>
internal static class WorkCommands
{
    /// <summary>Locks the incidents that are wanted and says who may see them.</summary>
    /// <param name="wanted">One a request, in the order of the requests.</param>
    /// <param name="waits">False: one that somebody else holds is passed over.</param>
    public static NpgsqlBatchCommand Lock(Wanted[] wanted, bool waits) =>
        new NpgsqlBatchCommand(PostgresSql.Numbered(waits ? "store/lock_incidents" : "store/lock_free_incidents"))
            .With("ids", wanted.Select(one => one.IncidentId).ToArray())
            .With("platforms", wanted.Select(one => one.By.Platform).ToArray())
            .With("workspaces", wanted.Select(one => one.By.Workspace).ToArray())
            .With("channels", wanted.Select(one => one.By.ChannelId).ToArray())
            .With("threads", wanted.Select(one => one.By.ThreadId ?? "").ToArray())
            .With("see_all", wanted.Select(one => one.By.Input is RequestInput.Signal).ToArray())
            .With("by_platforms", wanted.Select(one => ViewerOf(one.By).Platform).ToArray())
            .With("by_workspaces", wanted.Select(one => ViewerOf(one.By).Workspace).ToArray())
            .With("by_people", wanted.Select(one => ViewerOf(one.By).PersonId).ToArray());

    // Whoever types on the host's own page is in no workspace.
    private static Viewer ViewerOf(VerifiedRequest asker) =>
        asker.Platform == "web" ? Viewer.OfHost : new Viewer(asker.Platform, asker.Workspace, asker.By.Id);

    /// <summary>What came of these requests when they were delivered before.</summary>
    public static NpgsqlBatchCommand EarlierOutcomes(IReadOnlyList<Sought> requests) =>
        new NpgsqlBatchCommand(PostgresSql.Numbered("store/earlier_outcomes"))
            .With("platforms", requests.Select(one => one.Request.Platform).ToArray())
            .With("workspaces", requests.Select(one => one.Request.Workspace).ToArray())
            .With("ids", requests.Select(one => one.Request.Id).ToArray());

    /// <summary>Takes the next incident's number.</summary>
    public static NpgsqlBatchCommand NextNumber() => new(PostgresSql.Numbered("store/next_number"));

    /// <summary>The other incidents that this person may see.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="running">Those that run alone.</param>
    public static NpgsqlBatchCommand Others(VerifiedRequest asker, bool running = false) =>
        new NpgsqlBatchCommand(PostgresSql.Numbered(running ? "store/others_running" : "store/others"))
            .With("by_platform", asker.Platform)
            .With("by_workspace", asker.Workspace)
            .With("by_person", asker.By.Id);
}
