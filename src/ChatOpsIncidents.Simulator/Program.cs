using ChatOpsIncidents.Simulator;

await SimulatorApp.Build(args).RunAsync();
