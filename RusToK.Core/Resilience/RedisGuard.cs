namespace RusToK.Core.Resilience;

/// <summary>Redis behind its breaker, for those outside of this assembly.</summary>
public sealed class RedisGuard
{
    private readonly DependencySet _dependencies;

    internal RedisGuard(DependencySet dependencies) => _dependencies = dependencies;

    /// <summary>Asks Redis once, within its time.</summary>
    /// <exception cref="UnavailableException">It is away.</exception>
    public ValueTask<T> RunAsync<TState, T>(Func<TState, CancellationToken, ValueTask<T>> work, TState state, CancellationToken cancellationToken) =>
        _dependencies.Redis.ReadAsync(work, state, cancellationToken);
}
