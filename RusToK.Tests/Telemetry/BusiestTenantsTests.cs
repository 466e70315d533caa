using RusToK.Core.Telemetry.Tenants;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>Who has a series of their own, and for how long.</summary>
public sealed class BusiestTenantsTests
{
    private readonly SteppedClock _clock = new();
    private readonly BusiestTenants _busiest;

    public BusiestTenantsTests() => _busiest = new BusiestTenants(_clock);

    [Fact]
    public void The_first_tenants_have_one_at_once_and_the_next_do_not()
    {
        for (var i = 0; i < BusiestTenants.Members; i++)
            Assert.Equal(Name(i), Ask(Name(i)));

        Assert.Equal(BusiestTenants.Other, Ask("late"));
        Assert.Equal(Name(0), Ask(Name(0)));
    }

    [Fact]
    public void Who_becomes_clearly_busier_takes_the_place_of_the_least_busy()
    {
        Fill(times: 100);
        Ask("late", times: 140);
        NextPeriod();

        Assert.Equal("late", Ask("late"));
        Assert.Equal(BusiestTenants.Members - 1, Enumerable.Range(0, BusiestTenants.Members).Count(i => Ask(Name(i)) != BusiestTenants.Other));
    }

    [Fact]
    public void Two_of_nearly_equal_load_do_not_take_turns()
    {
        Fill(times: 100);
        for (var period = 0; period < 50; period++)
        {
            Fill(times: 10);
            Ask("late", times: 12);
            NextPeriod();
            Assert.Equal(BusiestTenants.Other, Ask("late"));
        }
    }

    [Fact]
    public void Where_everybody_is_alike_nobody_moves()
    {
        Fill(times: 1);
        for (var period = 0; period < 5; period++)
        {
            for (var i = 0; i < 10_000; i++)
                Ask(Name(i));
            NextPeriod();
        }

        for (var i = 0; i < BusiestTenants.Members; i++)
            Assert.Equal(Name(i), Ask(Name(i)));
    }

    [Fact]
    public void Who_was_busy_long_ago_makes_room()
    {
        Fill(times: 10_000);
        _clock.Step(8 * BusiestTenants.HalfLife);
        Ask("somebody");
        Ask("late", times: 100);
        NextPeriod();

        Assert.Equal("late", Ask("late"));
    }

    [Fact]
    public void Those_who_ever_had_one_are_bounded_and_take_turns_from_then_on()
    {
        var ever = new HashSet<string>();
        for (var wave = 1; wave <= 40; wave++)
        {
            for (var i = 0; i < BusiestTenants.Members; i++)
                Ask($"wave-{wave}-{i}", times: wave * wave * 100);
            NextPeriod();
            // Half of them ask only when others have been chosen since.
            for (var i = 0; i < BusiestTenants.Members / 2; i++)
                ever.Add(Ask($"wave-{wave}-{i}"));
        }

        ever.UnionWith(ever.ToList().Select(label => Ask(label)));

        Assert.InRange(ever.Count(label => label != BusiestTenants.Other), BusiestTenants.MembersEver / 2, BusiestTenants.MembersEver);
        Assert.Contains(BusiestTenants.Other, ever);

        Ask("wave-1-0", times: 1_000_000);
        NextPeriod();
        Assert.Equal("wave-1-0", Ask("wave-1-0"));
    }

    private static string Name(int i) => $"tenant-{i}";

    private void Fill(int times)
    {
        for (var i = 0; i < BusiestTenants.Members; i++)
            Ask(Name(i), times);
    }

    private string Ask(string slug, int times = 1)
    {
        var label = "";
        for (var i = 0; i < times; i++)
            label = _busiest.Count(slug, out _);
        return label;
    }

    /// <summary>Members are chosen at the first request after it.</summary>
    private void NextPeriod()
    {
        _clock.Step(BusiestTenants.Period);
        Ask("somebody");
    }
}
