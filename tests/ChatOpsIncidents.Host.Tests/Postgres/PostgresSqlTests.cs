using System.Text.RegularExpressions;
using ChatOpsIncidents.Host.Postgres;

namespace ChatOpsIncidents.Host.Tests.Postgres;

public sealed partial class PostgresSqlTests
{
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
