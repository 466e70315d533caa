using RusToK.Core.Errors;
using RusToK.Core.Faults;
using RusToK.Tests.Telemetry;
using Xunit;

namespace RusToK.Tests.Faults;

/// <summary>When a fault is on, how it is asked for, and when it ends.</summary>
public sealed class FaultSwitchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_fault_ends_by_itself_when_its_time_is_over()
    {
        var clock = new SteppedClock();
        using var board = new SwitchBoard(clock);
        var active = board.Switch.SwitchOn(FaultCatalogue.RedisError, new FaultSettings { DurationSeconds = 90 });

        Assert.Equal(clock.GetUtcNow().AddSeconds(90), active.EndsAt);
        clock.Step(TimeSpan.FromSeconds(89));
        Assert.Same(active, board.Active.Find(FaultCatalogue.RedisError));
        clock.Step(TimeSpan.FromSeconds(1));
        Assert.Null(board.Active.Find(FaultCatalogue.RedisError));
        Assert.True(board.Active.AreQuiet);
    }

    [Fact]
    public async Task A_fault_ends_by_itself_although_nobody_looks()
    {
        using var board = new SwitchBoard();
        board.Switch.SwitchOn(FaultCatalogue.CacheCold, new FaultSettings { DurationSeconds = 1 });
        Assert.False(board.Active.AreQuiet);

        await Eventually.HoldsAsync(() => board.Active.AreQuiet, Cancellation);
    }

    [Fact]
    public void A_fault_that_is_switched_on_again_has_the_new_settings_and_one_end()
    {
        var clock = new SteppedClock();
        using var board = new SwitchBoard(clock);
        board.Switch.SwitchOn(FaultCatalogue.RedisError, new FaultSettings { DurationSeconds = 10 });
        board.Switch.SwitchOn(FaultCatalogue.RedisError, new FaultSettings { DurationSeconds = 100, Rate = 0.25 });

        clock.Step(TimeSpan.FromSeconds(50));

        Assert.Equal(0.25, Assert.Single(board.Active.Active).Rate);
    }

    [Fact]
    public void Switching_off_ends_one_or_all()
    {
        using var board = new SwitchBoard();
        foreach (var name in (string[])[FaultCatalogue.RedisError, FaultCatalogue.CacheCold, FaultCatalogue.DatabaseError])
            board.Switch.SwitchOn(name, new FaultSettings());

        board.Switch.SwitchOff(FaultCatalogue.CacheCold);
        Assert.Equal([FaultCatalogue.RedisError, FaultCatalogue.DatabaseError], board.Active.Active.Select(active => active.Fault.Name));
        board.Switch.SwitchAllOff();
        Assert.True(board.Active.AreQuiet);
    }

    [Fact]
    public async Task Looking_for_a_fault_while_there_is_none_allocates_nothing()
    {
        using var board = new SwitchBoard();
        var point = new FaultPoint(board.Active, FaultSeams.Webhook, static fault => new InjectedFaultException(fault));
        await LookAsync();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            board.Active.Strike(FaultCatalogue.DatabaseSlow, Guid.Empty);
            Assert.True(point.PassAsync(new TenantSubject(null), CancellationToken.None).AsTask().IsCompletedSuccessfully);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        ValueTask LookAsync()
        {
            board.Active.Strike(FaultCatalogue.DatabaseSlow, Guid.Empty);
            return point.PassAsync(new TenantSubject(null), CancellationToken.None);
        }
    }

    [Fact]
    public async Task The_rate_is_the_share_that_is_struck()
    {
        using var board = new SwitchBoard();
        var point = new FaultPoint(board.Active, FaultSeams.Webhook, static fault => new InjectedFaultException(fault));
        board.Switch.SwitchOn(FaultCatalogue.WebhookTargetDown, new FaultSettings { Rate = 0.3 });
        var struck = 0;
        for (var i = 0; i < 2000; i++)
        {
            try
            {
                await point.PassAsync(new TenantSubject(null), Cancellation);
            }
            catch (InjectedFaultException)
            {
                struck++;
            }
        }

        Assert.InRange(struck, 450, 750);
    }

    [Fact]
    public void A_fault_of_one_tenant_strikes_no_other()
    {
        using var board = new SwitchBoard();
        var tenant = Guid.CreateVersion7();
        board.Switch.SwitchOn(FaultCatalogue.CacheCold, new FaultSettings { Tenant = tenant.ToString() });

        Assert.NotNull(board.Active.Strike(FaultCatalogue.CacheCold, tenant));
        Assert.Null(board.Active.Strike(FaultCatalogue.CacheCold, Guid.CreateVersion7()));
        Assert.Null(board.Active.Strike(FaultCatalogue.CacheCold, null));
    }

    [Fact]
    public void A_fault_whose_seam_another_process_has_is_said_to_be_there()
    {
        using var board = new SwitchBoard(seams: new FaultSeam(FaultSeams.Cache));

        Assert.Equal([FaultCatalogue.CacheCold], board.Switch.Possible.Select(fault => fault.Name));
        var elsewhere = Assert.Throws<NotFoundException>(() => board.Switch.SwitchOn(FaultCatalogue.HandlerError, new FaultSettings()));
        Assert.Equal("The fault handler-error strikes at the seam handler, which this process does not have; another process has.", elsewhere.Message);
        var unknown = Assert.Throws<NotFoundException>(() => board.Switch.SwitchOff("flood"));
        Assert.Equal("There is no such fault; here are cache-cold.", unknown.Message);
    }

    [Fact]
    public void Every_broken_rule_is_named_with_its_field()
    {
        using var board = new SwitchBoard();

        var slow = Broken(board, FaultCatalogue.ResolverSlow, new FaultSettings
        {
            Rate = 1.5,
            DurationSeconds = 601,
            Field = "Query.nothing",
            Handler = "test",
            Tenant = "demo",
        });
        Assert.Equal(
            ["rate range", "latencySeconds required", "durationSeconds range", "field one-of", "handler not-taken", "tenant uuid"], slow);
        Assert.Equal(["latencySeconds range"], Broken(board, FaultCatalogue.DatabaseSlow, new FaultSettings { LatencySeconds = 61 }));
        Assert.Equal(["latencySeconds not-taken"], Broken(board, FaultCatalogue.RedisError, new FaultSettings { LatencySeconds = 1 }));
        Assert.Equal(["eventType one-of"], Broken(board, FaultCatalogue.PoisonEvent, new FaultSettings { EventType = "test.unknown" }));
        Assert.True(board.Active.AreQuiet);
    }

    [Fact]
    public void Every_fault_is_named_once_and_says_what_it_does()
    {
        Assert.Equal(FaultCatalogue.All.Count, FaultCatalogue.All.Select(fault => fault.Name).Distinct().Count());
        Assert.All(FaultCatalogue.All, fault => Assert.Matches("^[a-z]+(-[a-z]+)+$", fault.Name));
        Assert.All(FaultCatalogue.All, fault => Assert.EndsWith(".", fault.Does, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Broken(SwitchBoard board, string fault, FaultSettings settings) =>
        Assert.Throws<InvalidInputException>(() => board.Switch.SwitchOn(fault, settings)).Errors.Select(error => $"{error.Field} {error.Rule}");
}
