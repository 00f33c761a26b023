using ChatOpsIncidents.Host;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;

if (args is [LintCommand.Word, .. var rest])
{
    var configured = Environment.GetEnvironmentVariable("Catalog__Directory");
    return LintCommand.Run(rest, configured, TimeProvider.System, Console.Out, Console.Error);
}

try
{
    await (await HostApp.Build(args)).RunAsync();
    return 0;
}
catch (Exception fault)
    when (fault is ConfigurationFaultException or PrivatePostgresException or SchemaMismatchException)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 2;
}
