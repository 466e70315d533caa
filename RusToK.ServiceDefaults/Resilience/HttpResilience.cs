using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using RusToK.Core.Resilience;

namespace RusToK.ServiceDefaults.Resilience;

/// <summary>The one definition of outgoing HTTP: what a client may repeat is what HTTP calls safe or idempotent.</summary>
internal static class HttpResilience
{
    public static void Apply(HttpStandardResilienceOptions options, IServiceProvider services)
    {
        var (http, breakers) = (services.GetRequiredService<IOptions<ResilienceOptions>>().Value.Http, services.GetRequiredService<CircuitBreakers>());
        breakers.Add(Dependencies.Http);
        options.TotalRequestTimeout.Timeout = http.Timeout;
        options.AttemptTimeout.Timeout = http.AttemptTimeout;
        options.RateLimiter.DefaultRateLimiterOptions.PermitLimit = http.MaxConcurrent;
        options.RateLimiter.DefaultRateLimiterOptions.QueueLimit = http.MaxQueued;
        options.Retry.MaxRetryAttempts = Math.Max(1, http.Retries);
        options.Retry.Delay = http.RetryDelay;
        options.Retry.BackoffType = DelayBackoffType.Exponential;
        options.Retry.UseJitter = true;
        options.Retry.DisableForUnsafeHttpMethods();
        if (http.Retries == 0)
            options.Retry.ShouldHandle = _ => ValueTask.FromResult(false);
        options.CircuitBreaker.FailureRatio = http.FailureRatio;
        options.CircuitBreaker.MinimumThroughput = http.MinimumThroughput;
        options.CircuitBreaker.SamplingDuration = http.SamplingDuration;
        options.CircuitBreaker.BreakDuration = http.BreakDuration;
        options.CircuitBreaker.OnOpened = _ => Move(breakers, BreakerState.Open);
        options.CircuitBreaker.OnHalfOpened = _ => Move(breakers, BreakerState.HalfOpen);
        options.CircuitBreaker.OnClosed = _ => Move(breakers, BreakerState.Closed);
    }

    private static ValueTask Move(CircuitBreakers breakers, BreakerState state)
    {
        breakers.MoveTo(Dependencies.Http, state);
        return ValueTask.CompletedTask;
    }
}
