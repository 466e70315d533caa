using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RusToK.Core.Resilience;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using RusToK.Tests.Telemetry;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Resilience;

/// <summary>What is repeated, what is not, and when nobody asks any more.</summary>
public sealed class DependencyTests
{
    private readonly CircuitBreakers _breakers = new(NullLogger<CircuitBreakers>.Instance);

    [Fact]
    public async Task A_read_that_got_no_answer_is_repeated()
    {
        var attempts = 0;
        var answer = await Create().ReadAsync((_, _) => ++attempts < 3 ? throw Broken() : ValueTask.FromResult(42), 0, ModuleHost.Cancellation);
        Assert.Equal((42, 3), (answer, attempts));
    }

    [Fact]
    public async Task What_the_database_refuses_is_an_answer_and_not_repeated()
    {
        var attempts = 0;
        await Assert.ThrowsAsync<PostgresException>(() => Create().ReadAsync<int, int>(
            (_, _) =>
            {
                attempts++;
                throw Refused(PostgresErrorCodes.UndefinedTable);
            }, 0, ModuleHost.Cancellation).AsTask());
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task A_write_that_was_never_sent_is_sent_again()
    {
        var attempts = 0;
        await Create().WriteAsync((_, _, _) => ++attempts < 3 ? throw Broken() : ValueTask.CompletedTask, 0, ModuleHost.Cancellation);
        Assert.Equal(3, attempts);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    public async Task A_write_that_the_database_took_back_is_sent_again(string state)
    {
        var attempts = 0;
        await Create().WriteAsync((_, attempt, _) =>
        {
            attempt.Send();
            return ++attempts < 2 ? throw Refused(state) : ValueTask.CompletedTask;
        }, 0, ModuleHost.Cancellation);
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task A_write_whose_outcome_nobody_knows_is_never_repeated()
    {
        var attempts = 0;
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => Create().WriteAsync((_, attempt, _) =>
        {
            attempts++;
            attempt.Send();
            throw Broken();
        }, 0, ModuleHost.Cancellation).AsTask());
        Assert.Equal(1, attempts);
    }

    [Fact]
    [Proves("rustok.circuit_breaker.transitions")]
    public async Task A_breaker_opens_refuses_at_once_and_closes_again_by_itself()
    {
        var name = "test" + Guid.NewGuid().ToString("N");
        using var counted = new CountedMetric("rustok.circuit_breaker.transitions");
        var dependency = Create(name);
        var isAway = true;
        var asked = 0;
        ValueTask<int> AskAsync(int state, CancellationToken cancellation)
        {
            asked++;
            return isAway ? throw Broken() : ValueTask.FromResult(1);
        }

        await Assert.ThrowsAsync<UnavailableException>(() => dependency.ReadAsync(AskAsync, 0, ModuleHost.Cancellation).AsTask());
        await Eventually.HoldsAsync(async () => !await TryAsync(dependency, AskAsync) && _breakers.StateOf(name) == BreakerState.Open, ModuleHost.Cancellation);
        var before = asked;
        var refused = await Assert.ThrowsAsync<UnavailableException>(() => dependency.ReadAsync(AskAsync, 0, ModuleHost.Cancellation).AsTask());
        Assert.Equal((name, before), (refused.Dependency, asked));

        isAway = false;
        await Eventually.HoldsAsync(async () => await TryAsync(dependency, AskAsync) && _breakers.StateOf(name) == BreakerState.Closed, ModuleHost.Cancellation);
        foreach (var (from, to) in ((string, string)[])[("closed", "open"), ("open", "half_open"), ("half_open", "closed")])
            Assert.True(counted.Sum(("dependency", name), ("from", from), ("to", to)) >= 1, $"{from} to {to}");
    }

    [Fact]
    [Proves("rustok.circuit_breaker.state")]
    public void The_state_of_a_breaker_is_told_as_a_number()
    {
        var (breakers, gauges) = MadeGauges.By(() => new CircuitBreakers(NullLogger<CircuitBreakers>.Instance));
        using (gauges)
        {
            Assert.Empty(gauges.Read("rustok.circuit_breaker.state"));
            breakers.Add(Dependencies.Redis);
            Assert.Equal(("redis", 0), Told());
            breakers.MoveTo(Dependencies.Redis, BreakerState.Open);
            Assert.Equal(("redis", 1), Told());
            breakers.MoveTo(Dependencies.Redis, BreakerState.HalfOpen);
            Assert.Equal(("redis", 2), Told());
        }

        (string?, double) Told() => Assert.Single(gauges.Read("rustok.circuit_breaker.state")) is var state ? (state["dependency"], state.Value) : default;
    }

    [Fact]
    public async Task More_than_the_bulkhead_holds_are_refused_at_once()
    {
        var dependency = Create(options: o => (o.MaxConcurrent, o.MaxQueued) = (1, 0));
        var gate = new TaskCompletionSource<int>();
        var held = dependency.ReadAsync((_, _) => new ValueTask<int>(gate.Task), 0, ModuleHost.Cancellation).AsTask();

        await Assert.ThrowsAsync<UnavailableException>(() => dependency.ReadAsync((_, _) => ValueTask.FromResult(1), 0, ModuleHost.Cancellation).AsTask());

        gate.SetResult(1);
        Assert.Equal(1, await held);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_an_attempt_may_take()
    {
        var dependency = Create(options: o => (o.AttemptTimeout, o.Timeout, o.Retries) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(500), 0));
        await Assert.ThrowsAsync<UnavailableException>(() => dependency.ReadAsync(
            async (_, stop) =>
            {
                await Task.Delay(Timeout.Infinite, stop);
                return 1;
            }, 0, ModuleHost.Cancellation).AsTask());
    }

    [Fact]
    public void Options_that_make_no_sense_are_named_by_their_key()
    {
        var options = new ResilienceOptions();
        options.Redis.FailureRatio = 0;
        options.PostgreSql.Timeout = TimeSpan.FromSeconds(1);
        var result = new ResilienceOptionsValidator().Validate(null, options);
        Assert.Contains(result.Failures!, f => f.Contains("Resilience:Redis:FailureRatio", StringComparison.Ordinal));
        Assert.Contains(result.Failures!, f => f.Contains("Resilience:PostgreSql:Timeout", StringComparison.Ordinal));
    }

    private static async Task<bool> TryAsync(Dependency dependency, Func<int, CancellationToken, ValueTask<int>> ask)
    {
        try
        {
            await dependency.ReadAsync(ask, 0, ModuleHost.Cancellation);
            return true;
        }
        catch (UnavailableException)
        {
            return false;
        }
    }

    private Dependency Create(string name = "test", Action<DependencyOptions>? options = null)
    {
        var definition = new DependencyOptions
        {
            AttemptTimeout = TimeSpan.FromSeconds(5),
            Timeout = TimeSpan.FromSeconds(10),
            Retries = 2,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            MinimumThroughput = 5,
            BreakDuration = TimeSpan.FromMilliseconds(500),
            MaxConcurrent = 10,
        };
        options?.Invoke(definition);
        return new Dependency(name, definition, _breakers, DependencySet.IsDatabaseAway, DependencySet.IsRolledBack);
    }

    private static NpgsqlException Broken() => new("Exception while reading from stream", new IOException("gone"));

    private static PostgresException Refused(string state) => new("refused", "ERROR", "ERROR", state);
}
