using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Postgres;
using Npgsql;

namespace ChatOpsIncidents.Host.Tests.Postgres;

public sealed partial class PostgresSqlTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public void Parameters_get_numbers_once_a_name_and_comments_and_texts_are_left_alone()
    {
        var statement = PostgresSql.Parse("-- by @id\nselect '@no', @b::text, @a, @b where x = any (@sha256);");

        Assert.Equal("-- by @id\nselect '@no', $1::text, $2, $1 where x = any ($3);", statement.Numbered);
        Assert.Equal(["b", "a", "sha256"], statement.Names);
    }

    [Fact]
    public void No_file_keeps_a_named_parameter() =>
        Assert.DoesNotContain(
            PostgresSql.Names,
            name => CommentsAndTexts().Replace(PostgresSql.Numbered(name), " ").Contains('@')
        );

    [Fact]
    public async Task Values_find_their_place_by_name_and_one_that_is_missing_is_a_fault()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.NewDatabase());
        await using var whole = source
            .CreateCommand(PostgresSql.Numbered("store/kept_file"))
            .With("sha256", "x")
            .With("incident", "INC-1");
        Assert.Null(await whole.ExecuteScalarAsync());

        await using var half = source.CreateCommand(PostgresSql.Numbered("store/kept_file")).With("sha256", "x");
        await Assert.ThrowsAnyAsync<Exception>(() => half.ExecuteScalarAsync());
        Assert.Throws<ArgumentException>(() => half.With("incidents", "INC-1"));
    }

    [Fact]
    public void A_statement_that_is_not_there_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => PostgresSql.Text("nowhere/nothing"));

        Assert.Contains("Postgres/Sql/nowhere/nothing.sql", error.Message);
    }

    [Fact]
    public void Every_file_holds_one_statement() =>
        Assert.DoesNotContain(PostgresSql.Names, name => Statements(PostgresSql.Text(name)) != 1);

    private static int Statements(string sql) =>
        CommentsAndTexts().Replace(sql, " ").Split(';').Count(part => part.Trim().Length > 0);

    [GeneratedRegex(
        "--[^\n]*|/\\*.*?\\*/|'(?:[^']|'')*'",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex CommentsAndTexts();
}
