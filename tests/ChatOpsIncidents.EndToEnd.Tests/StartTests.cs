namespace ChatOpsIncidents.EndToEnd.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Killed_it_comes_back_with_everything()
    {
        await using var world = await World.Start("again");
        var room = await world.Declare("checkout fails");
        await world.Act(
            "say",
            new
            {
                @as = Rooms.Ana,
                channel = room,
                text = "/incident note before the power cut",
            }
        );
        await world.Act("join", new { @as = Rooms.Ben, channel = room });
        await world.KillHost();
        await world.Act(
            "say",
            new
            {
                @as = Rooms.Ben,
                channel = room,
                text = "said while it was down",
            }
        );
        await world.StartHost();
        await World.Until(
            "what was said while it was down",
            async () =>
                (await world.Timeline("INC-1"))["entries"]!
                    .AsArray()
                    .FirstOrDefault(e =>
                        e!["text"]!.GetValue<string>().Contains("said while it was down", StringComparison.Ordinal)
                    )
        );
        Assert.Contains(
            (await world.Timeline("INC-1"))["entries"]!.AsArray(),
            e => e!["text"]!.GetValue<string>().Contains("before the power cut", StringComparison.Ordinal)
        );
    }
}
