using Npgsql;
using NpgsqlTypes;

namespace ChatOpsIncidents.Host.Postgres;

/// <summary>Gives commands their values by the names that stand in the statement's file.</summary>
internal static class NpgsqlParameters
{
    public static NpgsqlCommand With<T>(this NpgsqlCommand command, string name, T value)
    {
        Put(command.Parameters, command.CommandText, name, Of(value));
        return command;
    }

    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, string name, T value)
    {
        Put(command.Parameters, command.CommandText, name, Of(value));
        return command;
    }

    private static void Put(NpgsqlParameterCollection parameters, string text, string name, NpgsqlParameter parameter)
    {
        if (PostgresSql.ParametersOf(text) is not { } names)
        {
            parameter.ParameterName = name;
            parameters.Add(parameter);
            return;
        }

        var number = Array.IndexOf(names, name);
        if (number < 0)
            throw new ArgumentException($"The statement has no parameter @{name}.", nameof(name));
        while (parameters.Count <= number)
            parameters.Add(new NpgsqlParameter()); // holds the place of one that follows
        parameters[number] = parameter;
    }

    // Always with its type, even where there is no value: a statement that was prepared for texts is not used for a
    // null of no type. Npgsql takes only UTC for timestamptz; every instant of the product is UTC already.
    private static NpgsqlParameter Of<T>(T value) =>
        value switch
        {
            null when typeof(T) == typeof(string) => new NpgsqlParameter
            {
                Value = DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Text,
            },
            null => new NpgsqlParameter { Value = DBNull.Value },
            DateTimeOffset at => new NpgsqlParameter<DateTimeOffset> { TypedValue = at.ToUniversalTime() },
            _ when IsExact(typeof(T)) => new NpgsqlParameter<T> { TypedValue = value },
            _ => new NpgsqlParameter { Value = value },
        };

    private static bool IsExact(Type type) => type != typeof(object) && Nullable.GetUnderlyingType(type) is null;
}
