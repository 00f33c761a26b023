namespace ChatOpsIncidents.Host.Ports;

/// <summary>Verified request → lock → load → decide → append. Effects are carried out elsewhere; the reply is given
/// here.</summary>
public interface ICommandPipeline
{
    /// <summary>Runs a request. When it returns, what came of it is stored durably.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database is out of reach: nothing was stored, and nothing may be
    /// acknowledged.</exception>
    Task<Outcome> Run(VerifiedRequest request, CancellationToken ct);
}
