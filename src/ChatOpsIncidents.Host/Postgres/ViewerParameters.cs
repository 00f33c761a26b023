using ChatOpsIncidents.Host.Ports;
using Npgsql;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>Hands a viewer to a statement that asks <c>visible_to</c>.</summary>
internal static class ViewerParameters
{
    public static NpgsqlCommand To(this NpgsqlCommand command, Viewer viewer)
    {
        command.Parameters.Add(Text("by_platform", viewer.Platform));
        command.Parameters.Add(Text("by_workspace", viewer.Workspace));
        command.Parameters.Add(Text("by_person", viewer.PersonId));
        return command;
    }

    private static NpgsqlParameter Text(string name, string? value) =>
        new(name, NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value };
}
