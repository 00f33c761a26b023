using ChatOpsIncidents.Host.Tests.Access;
using ChatOpsIncidents.Host.Tests.Postgres;

namespace ChatOpsIncidents.Host.Tests.Pages;

/// <summary>One host for all tests of the pages: a public incident, a private one, no sign-in.</summary>
public sealed class PagesHost : IAsyncLifetime
{
    public WholeHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await WholeHost.Start(new PostgresFixture());
        await Host.Type("U0ANA", "declare major checkout fails <b>for</b> EU cards");
        await Host.Type("U0ANA", "declare private keys may have leaked");
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
