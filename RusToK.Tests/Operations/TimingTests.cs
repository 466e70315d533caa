using System.Globalization;
using RusToK.Operations;
using Xunit;

namespace RusToK.Tests.Operations;

public sealed class TimingTests
{
    private static readonly Timing Sixtieth = new(60, TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData("00:05:00", "5m", "5s")]
    [InlineData("06:00:00", "6h", "6m")]
    [InlineData("3.00:00:00", "3d", "1h12m")]
    [InlineData("00:01:00", "1m", "3s")]
    public void A_range_is_divided_but_never_too_short_for_two_scrapes(string undivided, string real, string divided)
    {
        Assert.Equal(real, Timing.Undivided.Range(TimeSpan.Parse(undivided, CultureInfo.InvariantCulture)));
        Assert.Equal(divided, Sixtieth.Range(TimeSpan.Parse(undivided, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void What_takes_its_time_however_short_the_rest_is_keeps_it() =>
        Assert.Equal("2m", Sixtieth.Range(TimeSpan.FromMinutes(15), atLeast: TimeSpan.FromMinutes(2)));

    [Fact]
    public void What_has_to_hold_holds_for_an_evaluation_at_least_unless_it_need_not_hold_at_all()
    {
        Assert.Equal("1s", Sixtieth.Hold(TimeSpan.FromSeconds(30)));
        Assert.Equal("10s", Sixtieth.Hold(TimeSpan.FromMinutes(10)));
        Assert.Equal("0s", Sixtieth.Hold(TimeSpan.Zero));
    }

    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(60, 0.2)]
    public void A_divisor_or_an_interval_below_one_is_refused(double divisor, double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Timing(divisor, TimeSpan.FromSeconds(seconds)));
}
