using System.Runtime.CompilerServices;

namespace ChatOpsIncidents.Host.Tests;

/// <summary>What holds for the whole process of the tests.</summary>
internal static class TestProcess
{
    // Each stand-in would watch its settings' files, and a machine lets a user watch few.
    [ModuleInitializer]
    internal static void WatchNoSettings() =>
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
