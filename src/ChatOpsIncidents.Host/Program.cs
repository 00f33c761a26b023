using ChatOpsIncidents.Host;
using ChatOpsIncidents.Host.Pipeline;
using ChatOpsIncidents.Host.Postgres;

try
{
    await (await HostApp.Build(args)).RunAsync();
    return 0;
}
catch (Exception fault) when (
    fault is ConfigurationFaultException or PrivatePostgresException or SchemaMismatchException)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 2;
}
