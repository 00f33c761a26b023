namespace ChatOpsIncidents.Engine.Tests;

public sealed class RotationTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly Rotation Weekly = new("oncall", ["ana", "ben"], new DateOnly(2026, 3, 23))
    {
        Zone = Berlin,
        Handover = new TimeOnly(9, 0),
        Days = 7,
    };

    [Theory]
    [InlineData("2026-03-23T07:59:00Z", null)] // before the first turn
    [InlineData("2026-03-23T08:00:00Z", "ana")] // 09:00 in winter
    [InlineData("2026-03-30T06:59:00Z", "ana")] // 08:59 in summer
    [InlineData("2026-03-30T07:00:00Z", "ben")]
    [InlineData("2026-04-06T07:00:00Z", "ana")]
    public void A_turn_passes_at_the_local_time_of_its_zone(string at, string? who) =>
        Assert.Equal(who, Weekly.OnDuty(At(at)));

    // The clocks of Berlin go from 02:00 to 03:00 on 29 March 2026, and from 03:00 back to 02:00 on 25 October.
    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "ana")] // 01:59:59
    [InlineData("2026-03-29T01:00:00Z", "ben")] // 02:30 is not there: 03:00 counts
    [InlineData("2026-10-25T00:29:59Z", "ana")] // 02:29:59, the first time
    [InlineData("2026-10-25T00:30:00Z", "ben")] // 02:30, the first time
    [InlineData("2026-10-25T01:10:00Z", "ben")] // 02:10, the second time: nobody is woken twice
    [InlineData("2026-10-25T01:30:00Z", "ben")] // 02:30, the second time
    public void A_turn_passes_once_where_the_clocks_change(string at, string who)
    {
        var year = At(at).Month;
        var first = year == 3 ? new DateOnly(2026, 3, 28) : new DateOnly(2026, 10, 24);
        var nightly = Weekly with { Begins = first, Handover = new TimeOnly(2, 30), Days = 1 };
        Assert.Equal(who, nightly.OnDuty(At(at)));
    }

    [Theory]
    [InlineData("2026-03-29T00:30:00Z", true)] // 01:30
    [InlineData("2026-03-29T00:59:59Z", true)]
    [InlineData("2026-03-29T01:00:00Z", false)] // 03:00: 02:30 was jumped over, and it is past it
    [InlineData("2026-03-29T03:59:59Z", false)] // 05:59:59
    [InlineData("2026-03-29T04:00:00Z", true)] // 06:00
    public void A_hole_at_half_past_two_begins_when_the_clocks_jump(string at, bool isCovered)
    {
        var night = Weekly with { From = new TimeOnly(6, 0), To = new TimeOnly(2, 30) };
        Assert.Equal(isCovered, night.OnDuty(At(at)) is not null);
    }

    [Fact]
    public void Holes_are_found_to_the_quarter_of_an_hour()
    {
        var days = Weekly with { From = new TimeOnly(8, 0), To = new TimeOnly(20, 0) };
        var hole = days.Holes(At("2026-04-01T10:00:00Z"), At("2026-04-02T10:00:00Z")).Single();
        Assert.Equal((At("2026-04-01T18:00:00Z"), At("2026-04-02T06:00:00Z")), hole);
        Assert.Equal(At("2026-04-02T06:00:00Z"), days.NextCover(At("2026-04-01T18:00:00Z")));
    }

    [Fact]
    public void Who_is_away_is_passed_over_and_a_backup_who_is_away_is_none()
    {
        var away = Weekly with
        {
            Backup = "cy",
            Away =
            [
                new RotationAbsence("ana", new DateOnly(2026, 3, 25)),
                new RotationAbsence("cy", new DateOnly(2026, 4, 1)),
            ],
        };
        Assert.Equal("ben", away.OnDuty(At("2026-03-24T12:00:00Z")));
        Assert.Equal("ana", away.OnDuty(At("2026-03-25T12:00:00Z")));
        Assert.Null(away.BackupAt(At("2026-03-25T12:00:00Z")));
        Assert.Equal("cy", away.BackupAt(At("2026-04-01T12:00:00Z")));
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
