using ChatOpsIncidents.Engine.Chat;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Pages;

/// <summary>Home tabs from what is stored: the incidents that their reader may see, and the reader's part in
/// them.</summary>
public sealed class HomeReader(NpgsqlDataSource source, IEventStore store, PolicySource policy, TimeProvider clock)
    : IHomeRenderer
{
    // A tab is read at a glance: of more incidents that run at once only the newest are looked into.
    private const int RunningMax = 30;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ChatMessage>> Render(
        string platform,
        string workspace,
        string personId,
        CancellationToken ct
    )
    {
        var visible = await Visible(platform, workspace, personId, ct);
        List<Incident> running = [];
        foreach (var one in visible.Where(one => one.Phase < Phase.Resolved).Take(RunningMax))
            running.Add(await store.State(one.Id, ct));
        var context = new DecisionContext(clock.GetUtcNow(), new Person(personId, personId), policy.Current)
        {
            Language = Language.Whole,
        };
        return HomeView.Render(personId, visible, running, context);
    }

    private async Task<List<IncidentSummary>> Visible(
        string platform,
        string workspace,
        string personId,
        CancellationToken ct
    )
    {
        await using var command = source
            .CreateCommand(PostgresSql.Text("store/others"))
            .To(new Viewer(platform, workspace, personId));
        List<IncidentSummary> visible = [];
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            visible.Add(PostgresWork.Summary(row));
        return visible;
    }
}
