using RusToK.Core.Telemetry.Tenants;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>What the paper promises of the sketch.</summary>
public sealed class SpaceSavingTests
{
    private const int Counters = 100;

    [Fact]
    public void Counts_are_never_too_low_and_never_too_high_by_more_than_a_counters_share()
    {
        var sketch = new SpaceSaving(Counters);
        var exact = new Dictionary<string, int>();
        var keys = new ZipfKeys(5_000, seed: 1);
        const int Length = 200_000;
        for (var i = 0; i < Length; i++)
        {
            var key = keys.Next();
            sketch.Add(key);
            exact[key] = exact.GetValueOrDefault(key) + 1;
        }

        var counted = sketch.Counted.ToList();
        Assert.Equal(Counters, counted.Count);
        Assert.Equal(Length, counted.Sum(f => f.Count));
        Assert.All(counted, f => Assert.InRange(exact[f.Key], f.Guaranteed, f.Count));
        Assert.All(counted, f => Assert.InRange(f.Error, 0, (double)Length / Counters));
        Assert.All(exact.Where(e => e.Value > Length / Counters), e => Assert.Contains(counted, f => f.Key == e.Key));
    }

    [Fact]
    public void A_key_without_a_counter_takes_over_the_smallest_one()
    {
        var sketch = new SpaceSaving(2);
        foreach (var key in (string[])["a", "a", "a", "b", "c"])
            sketch.Add(key);

        Assert.Equal([new Frequency("a", 3, 0), new Frequency("c", 2, 1)], sketch.Counted.OrderBy(f => f.Key));
        Assert.Equal(2, sketch.CountOf("b"));
    }

    [Fact]
    public void The_past_weighs_less_and_less()
    {
        var sketch = new SpaceSaving(2);
        for (var i = 0; i < 8; i++)
            sketch.Add("then");
        sketch.Decay(0.25);
        for (var i = 0; i < 3; i++)
            sketch.Add("now");

        Assert.Equal(2, sketch.CountOf("then"));
        Assert.Equal(3, sketch.CountOf("now"));
    }
}
