using BigGustave;
using ChatOpsIncidents.Host.Monitoring;
using Microsoft.Extensions.Time.Testing;

namespace ChatOpsIncidents.Host.Tests.Monitoring;

/// <summary>The picture of a check: the line, what was normal, and gaps.</summary>
public sealed class CheckPictureTests
{
    private static readonly DateTimeOffset Start = new FakeTimeProvider().GetUtcNow();

    [Fact]
    public void The_line_goes_from_the_oldest_reading_to_the_newest_and_a_gap_is_a_gap()
    {
        var points = Picture(0, 0.5, null, 1).Points(90, 50);
        Assert.Equal([(0, 50), (30, 25), null, (90, 0)], points);
        Assert.Empty(Picture().Points(90, 50));
    }

    [Fact]
    public void A_picture_for_chat_shows_what_was_bad_in_another_colour_and_is_a_png()
    {
        var png = Png.Open(CheckPng.Of([Picture(0.3, 0.3, 0.001, 0.001)])!);
        var inks = Enumerable
            .Range(0, png.Width)
            .SelectMany(x => Enumerable.Range(0, png.Height).Select(y => png.GetPixel(x, y)))
            .Select(pixel => (pixel.R, pixel.G, pixel.B))
            .ToHashSet();
        Assert.Contains(((byte)192, (byte)57, (byte)43), inks);
        Assert.Contains(((byte)47, (byte)111, (byte)222), inks);
        Assert.Contains(((byte)30, (byte)125, (byte)75), inks);
        Assert.Null(CheckPng.Of([Picture(0.3)])); // a dot is no line
    }

    [Fact]
    public void Before_is_said_for_each_of_the_three_times_that_are_known() =>
        Assert.Equal("0.1 % before the symptoms, 0.2 % a week before", Picture(0.3, 0.3).Past);

    private static CheckPicture Picture(params double?[] values) =>
        new(
            new RecoveryCheck("error ratio", CheckSignal.OutOfBaseline, null, Start),
            [
                .. values.Select(
                    (value, n) =>
                        new CheckSample(
                            "error ratio",
                            Start.AddMinutes(n),
                            value > 0.01 ? CheckSignal.OutOfBaseline : CheckSignal.InBaseline,
                            value
                        )
                ),
            ],
            new CheckBaseline(Start, 0.001, null, 0.002, 0.001),
            new ServiceCheck("error ratio") { Unit = "%" }
        );
}
