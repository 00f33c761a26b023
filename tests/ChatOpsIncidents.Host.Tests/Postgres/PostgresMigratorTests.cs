using ChatOpsIncidents.Host.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Postgres;

public sealed class PostgresMigratorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // Numbers far above the product's own, which the fixture's databases already have.
    private static readonly Migration First = Migration.Parse("9001_first.sql", "create table first (id integer)");
    private static readonly Migration Second = Migration.Parse(
        "9002_second.sql",
        "create table second (id integer); insert into second values (1)"
    );

    [Fact]
    public async Task Each_file_is_applied_once()
    {
        var database = await postgres.NewDatabase();

        Assert.Equal(1, await Migrate(database, First));
        Assert.Equal(1, await Migrate(database, First, Second));
        Assert.Equal(0, await Migrate(database, First, Second));
    }

    [Fact]
    public async Task Two_hosts_at_once_apply_it_once()
    {
        var database = await postgres.NewDatabase();

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrate(database, First, Second)));

        Assert.Equal([0, 0, 0, 2], applied.Order());
    }

    [Fact]
    public async Task A_file_that_changed_after_it_was_applied_is_refused()
    {
        var database = await postgres.NewDatabase();
        await Migrate(database, First);

        var refusal = await Assert.ThrowsAsync<SchemaMismatchException>(() =>
            Migrate(database, Migration.Parse("9001_first.sql", "create table first (id bigint)"))
        );

        Assert.StartsWith("9001_first.sql was changed after it was applied", refusal.Message);
    }

    [Fact]
    public async Task A_file_slipped_in_before_an_applied_one_is_refused()
    {
        var database = await postgres.NewDatabase();
        await Migrate(database, Second);

        var refusal = await Assert.ThrowsAsync<SchemaMismatchException>(() => Migrate(database, First, Second));

        Assert.StartsWith("9001_first.sql comes before migration 9002", refusal.Message);
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_behind()
    {
        var database = await postgres.NewDatabase();
        var broken = Migration.Parse("9001_broken.sql", "create table half (id integer); select 1/0");

        await Assert.ThrowsAsync<PostgresException>(() => Migrate(database, broken));

        Assert.Equal(1, await Migrate(database, Migration.Parse("9001_broken.sql", "create table half (id integer)")));
    }

    [Fact]
    public async Task An_older_host_works_on_a_newer_schema()
    {
        var database = await postgres.NewDatabase();
        await Migrate(database, First, Second);

        Assert.Equal(0, await Migrate(database, First));
    }

    [Theory]
    [InlineData("1_short.sql")]
    [InlineData("0001.sql")]
    [InlineData("0001_name.txt")]
    public void A_file_name_that_is_no_migration_is_refused(string file) =>
        Assert.Throws<FormatException>(() => Migration.Parse(file, ""));

    [Fact]
    public void The_product_s_own_migrations_bear_each_number_once()
    {
        var numbers = Migration.All.Select(migration => migration.Number).ToArray();
        Assert.Equal(numbers.Distinct().Order(), numbers);
        Assert.Equal(1, numbers[0]);
    }

    private static Task<int> Migrate(string database, params Migration[] migrations) =>
        PostgresMigrator.Migrate(database, migrations, NullLogger.Instance, CancellationToken.None);
}
