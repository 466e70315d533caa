using RusToK.Api.Overload;
using Xunit;

namespace RusToK.Tests.Overload;

/// <summary>The controller on a queue that is known: so many arrivals and so many answers a second.</summary>
public sealed class RefusalProbabilityTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Target = TimeSpan.FromMilliseconds(50);

    [Theory]
    [InlineData(1.2)]
    [InlineData(2)]
    [InlineData(5)]
    public void What_is_too_much_is_refused_and_the_delay_stays_at_its_target(double load)
    {
        var queue = new Queue();

        queue.Run(load, TimeSpan.FromSeconds(10));
        var (delay, refused) = queue.Run(load, TimeSpan.FromSeconds(20));

        output.WriteLine($"load {load}: delay {delay.TotalMilliseconds:0.0} ms, refused {refused:0.000}");
        Assert.InRange(delay, Target * 0.8, Target * 1.2);
        Assert.InRange(refused, (1 - (1 / load)) * 0.9, (1 - (1 / load)) * 1.1);
    }

    [Fact]
    public void It_takes_hold_within_a_second_or_so_and_lets_go_as_fast()
    {
        var queue = new Queue();

        var (first, _) = queue.Run(2, TimeSpan.FromSeconds(1.5));
        var (then, _) = queue.Run(2, TimeSpan.FromSeconds(2));
        queue.Run(0.5, TimeSpan.FromSeconds(3));
        var (after, refused) = queue.Run(0.5, TimeSpan.FromSeconds(10));

        output.WriteLine($"delay {first.TotalMilliseconds:0} ms, {then.TotalMilliseconds:0} ms, {after.TotalMilliseconds:0} ms");
        Assert.InRange(then, Target * 0.5, Target * 3);
        Assert.Equal(0, refused);
        Assert.InRange(after, TimeSpan.Zero, Target / 2);
    }

    [Fact]
    public void A_short_burst_is_let_through()
    {
        var controller = new RefusalProbability(Target);
        for (var i = 0; i < 100; i++)
            controller.Update(TimeSpan.Zero);

        var shares = Enumerable.Range(0, 8).Select(_ => controller.Update(TimeSpan.FromMilliseconds(120))).ToList();

        Assert.All(shares, share => Assert.Equal(0, share));
    }

    [Fact]
    public void A_delay_below_the_target_refuses_not_even_one_in_a_hundred_thousand()
    {
        var controller = new RefusalProbability(Target);

        for (var i = 0; i < 10_000; i++)
            Assert.InRange(controller.Update(TimeSpan.FromMilliseconds(i % 45)), 0, 0.000_01);
    }

    /// <summary>Serves one second's work in one second; its delay is the work that waits.</summary>
    private sealed class Queue
    {
        private readonly RefusalProbability _controller = new(Target);
        private TimeSpan _waiting;
        private double _share;

        /// <returns>The mean delay, and the share of arrivals that were refused.</returns>
        public (TimeSpan Delay, double Refused) Run(double load, TimeSpan duration)
        {
            var step = RefusalProbability.Interval;
            var steps = (int)(duration / step);
            var (delays, refused) = (TimeSpan.Zero, 0.0);
            for (var i = 0; i < steps; i++)
            {
                _waiting += step * ((load * (1 - _share)) - 1);
                if (_waiting < TimeSpan.Zero)
                    _waiting = TimeSpan.Zero;
                _share = _controller.Update(_waiting);
                delays += _waiting;
                refused += _share;
            }

            return (delays / steps, refused / steps);
        }
    }
}
