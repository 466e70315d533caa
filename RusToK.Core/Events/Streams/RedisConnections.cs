using StackExchange.Redis;

namespace RusToK.Core.Events.Streams;

/// <summary>Connections to Redis beside the shared one.</summary>
public sealed class RedisConnections(string connectionString)
{
    /// <summary>A connection for blocking commands: nothing else may wait behind them.</summary>
    /// <param name="name">Shown by CLIENT LIST.</param>
    /// <param name="longestBlock">Longest time a command blocks; the client's own time-out starts after it.</param>
    public async Task<ConnectionMultiplexer> OpenDedicatedAsync(string name, TimeSpan longestBlock)
    {
        var options = Parse(connectionString);
        options.ClientName = name;
        options.AsyncTimeout = (int)(longestBlock + TimeSpan.FromSeconds(5)).TotalMilliseconds;
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    /// <summary>
    /// Settings all connections share: never fail at start (Redis may come later), answer quickly while it is away, and RESP2, whose
    /// stream replies are arrays on every server.
    /// </summary>
    public static ConfigurationOptions Parse(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.Protocol = RedisProtocol.Resp2;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectRetry = 1;
        options.ConnectTimeout = 2000;
        options.ReconnectRetryPolicy = new LinearRetry(250);
        return options;
    }
}
