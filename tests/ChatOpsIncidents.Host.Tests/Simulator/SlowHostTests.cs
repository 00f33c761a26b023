namespace ChatOpsIncidents.Host.Tests.Simulator;

public sealed class SlowHostTests : SimulatorTest
{
    protected override string[] Settings => ["--Simulator:AcknowledgeWithin=00:00:00.500"];

    [Fact]
    public async Task A_host_that_is_slow_is_told_of()
    {
        Host.Answers = (_, context) => Wait.Forever(context.RequestAborted);
        var slow = await Sim(
            "say",
            new
            {
                @as = "ana",
                channel = Payments,
                text = "/incident status",
            }
        );
        Assert.Contains("operation_timeout", (string?)slow["error"]);
    }
}
