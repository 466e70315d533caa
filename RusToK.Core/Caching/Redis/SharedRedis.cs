using System.Net;
using RusToK.Core.Events.Streams;
using RusToK.Core.Telemetry;
using StackExchange.Redis;

namespace RusToK.Core.Caching.Redis;

/// <summary>The connection to Redis that caches and limits share. It is made in the background: nobody waits for a Redis that is away.</summary>
public sealed class SharedRedis : IAsyncDisposable, IDisposable
{
    private readonly IConnectionMultiplexer? _foreign;
    private readonly Lazy<Task<IConnectionMultiplexer>>? _own;
    private int _watched;

    /// <param name="existing">The process' connection, when it has one.</param>
    /// <param name="connectionString">Where Redis is otherwise; null when the process has none.</param>
    internal SharedRedis(IConnectionMultiplexer? existing, string? connectionString)
    {
        _foreign = existing;
        Spans = new RedisSpans(EndPointsOf(existing, connectionString));
        if (existing is null && connectionString is not null)
            _own = new(() => OpenAsync(connectionString));
    }

    /// <summary>What was said meanwhile on the channels was not heard.</summary>
    internal event Action? SubscriptionRestored;

    /// <summary>Of what is asked over it.</summary>
    public RedisSpans Spans { get; }

    /// <summary>Whether this process has a Redis at all.</summary>
    public bool IsConfigured => _foreign is not null || _own is not null;

    /// <summary>The connection, connected or not.</summary>
    /// <exception cref="InvalidOperationException">This process has no Redis.</exception>
    public async Task<IConnectionMultiplexer> ConnectAsync()
    {
        var connection = _foreign ?? (_own is null ? throw new InvalidOperationException("This process has no Redis.") : await _own.Value);
        if (Interlocked.Exchange(ref _watched, 1) == 0)
            connection.ConnectionRestored += OnRestored;
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is { IsValueCreated: true } && await _own.Value is { } connection)
            await connection.DisposeAsync();
    }

    /// <summary>Lets go of it without waiting.</summary>
    public void Dispose() => _ = DisposeAsync().AsTask();

    private static IEnumerable<EndPoint> EndPointsOf(IConnectionMultiplexer? existing, string? connectionString)
    {
        if (existing is not null)
            return existing.GetEndPoints(configuredOnly: true);
        return connectionString is null ? [] : RedisConnections.Parse(connectionString).EndPoints;
    }

    private static async Task<IConnectionMultiplexer> OpenAsync(string connectionString) =>
        await ConnectionMultiplexer.ConnectAsync(RedisConnections.Parse(connectionString));

    private void OnRestored(object? sender, ConnectionFailedEventArgs e)
    {
        if (e.ConnectionType == ConnectionType.Subscription)
            SubscriptionRestored?.Invoke();
    }
}
