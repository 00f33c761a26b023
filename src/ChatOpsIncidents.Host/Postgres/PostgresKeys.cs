using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>The keys that protect cookies and forms, in the database: every host reads what another one
/// wrote.</summary>
public sealed class PostgresKeys(NpgsqlDataSource source) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = source.CreateCommand(PostgresSql.Text("keys/read"));
        List<XElement> keys = [];
        using var row = command.ExecuteReader();
        while (row.Read())
            keys.Add(XElement.Parse(row.GetString(0)));
        return keys;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = source
            .CreateCommand(PostgresSql.Text("keys/keep"))
            .With("name", friendlyName)
            .With("content", element.ToString(SaveOptions.DisableFormatting));
        command.ExecuteNonQuery();
    }
}
