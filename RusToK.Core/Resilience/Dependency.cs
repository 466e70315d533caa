using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;

namespace RusToK.Core.Resilience;

/// <summary>
/// One dependency with its pipelines, which share a breaker and a bulkhead: from the outside in a time for all, a bound on calls under way,
/// retries, the breaker, a time for one attempt. What fails because the dependency is away fails as <see cref="UnavailableException"/>.
/// </summary>
internal sealed class Dependency
{
    private readonly Func<Exception, bool> _isOutage;
    private readonly DependencyOptions _options;
    private readonly ResiliencePipeline _reads;
    private readonly ResiliencePipeline _writes;

    /// <param name="name">One of <see cref="Dependencies"/>.</param>
    /// <param name="options">Its definition.</param>
    /// <param name="breakers">Where its state is told.</param>
    /// <param name="isOutage">Whether a failure means that the dependency is away; others are answers.</param>
    /// <param name="isUndone">Whether a failure of a write means that nothing of it was done.</param>
    /// <param name="innermost">Adds what stands for the dependency itself: its faults, where they are allowed.</param>
    public Dependency(
        string name, DependencyOptions options, CircuitBreakers breakers, Func<Exception, bool> isOutage, Func<Attempt?, Exception, bool> isUndone,
        Action<ResiliencePipelineBuilder>? innermost = null)
    {
        (Name, _options, _isOutage) = (name, options, isOutage);
        breakers.Add(name);
        var bulkhead = new ResiliencePipelineBuilder().AddConcurrencyLimiter(options.MaxConcurrent, options.MaxQueued).Build();
        var breaker = new ResiliencePipelineBuilder().AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            Name = name,
            FailureRatio = options.FailureRatio,
            MinimumThroughput = options.MinimumThroughput,
            SamplingDuration = options.SamplingDuration,
            BreakDuration = options.BreakDuration,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } error && IsOutage(error)),
            OnOpened = _ => Move(breakers, BreakerState.Open),
            OnHalfOpened = _ => Move(breakers, BreakerState.HalfOpen),
            OnClosed = _ => Move(breakers, BreakerState.Closed),
        }).Build();

        _reads = Build(options, bulkhead, breaker, options.Timeout, options.AttemptTimeout, (_, error) => IsOutage(error), innermost);
        _writes = Build(options, bulkhead, breaker, options.Timeout * 3, options.Timeout * 3, isUndone, innermost);
    }

    public string Name { get; }

    /// <summary>That of reads and that of writes.</summary>
    internal IReadOnlyList<ResiliencePipeline> Pipelines => [_reads, _writes];

    /// <summary>Runs what may be repeated: it changes nothing, or the same again.</summary>
    /// <exception cref="UnavailableException">The dependency is away.</exception>
    public async ValueTask<T> ReadAsync<TState, T>(Func<TState, CancellationToken, ValueTask<T>> work, TState state, CancellationToken cancellationToken)
    {
        try
        {
            return await _reads.ExecuteAsync(static (s, stop) => s.work(s.state, stop), (work, state), cancellationToken);
        }
        catch (Exception error) when (IsUnavailability(error))
        {
            throw new UnavailableException(Name, _options.BreakDuration, error);
        }
    }

    /// <summary>Runs what must not be done twice. It is repeated only when nothing of it can have been done.</summary>
    /// <exception cref="UnavailableException">The dependency is away; nothing was done.</exception>
    /// <exception cref="OutcomeUnknownException">It went away before it answered.</exception>
    public async ValueTask WriteAsync<TState>(Func<TState, Attempt, CancellationToken, ValueTask> work, TState state, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        var attempt = new Attempt();
        context.Properties.Set(Attempt.Key, attempt);
        try
        {
            await _writes.ExecuteAsync(
                static (c, s) =>
                {
                    s.attempt.Begin();
                    return s.work(s.state, s.attempt, c.CancellationToken);
                },
                context,
                (work, state, attempt));
        }
        catch (Exception error) when (attempt.IsSent && IsOutage(error))
        {
            throw new OutcomeUnknownException(Name, error);
        }
        catch (Exception error) when (IsUnavailability(error))
        {
            throw new UnavailableException(Name, _options.BreakDuration, error);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipeline Build(
        DependencyOptions options, ResiliencePipeline bulkhead, ResiliencePipeline breaker, TimeSpan total, TimeSpan attempt, Func<Attempt?, Exception, bool> repeats,
        Action<ResiliencePipelineBuilder>? innermost)
    {
        var builder = new ResiliencePipelineBuilder { Name = Name }.AddTimeout(total).AddPipeline(bulkhead);
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is { } error && repeats(args.Context.Properties.GetValue(Attempt.Key, null!), error)),
            });
        }

        builder.AddPipeline(breaker);
        if (attempt < total)
            builder.AddTimeout(attempt);
        innermost?.Invoke(builder);
        return builder.Build();
    }

    private ValueTask Move(CircuitBreakers breakers, BreakerState state)
    {
        breakers.MoveTo(Name, state);
        return ValueTask.CompletedTask;
    }

    private bool IsOutage(Exception error) => error is TimeoutRejectedException || _isOutage(error);

    private bool IsUnavailability(Exception error) => error is BrokenCircuitException or RateLimiterRejectedException || IsOutage(error);
}
