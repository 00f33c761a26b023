using ChatOpsIncidents.Host;
using ChatOpsIncidents.Host.Catalogue;
using ChatOpsIncidents.Host.Ports;
using ChatOpsIncidents.Host.Postgres;

if (args is [LintCommand.Word, .. var rest])
{
    var configured = new ConfigurationBuilder().AddEnvironmentVariables().Build();
    var folder = configured["Catalog:Directory"];
    var informing = ConfigurationCheck.Informing(configured);
    return LintCommand.Run(rest, folder, informing, TimeProvider.System, Console.Out, Console.Error);
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
