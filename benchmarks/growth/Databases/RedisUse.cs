using System.Globalization;
using RusToK.Embedded.Servers;
using StackExchange.Redis;

namespace RusToK.Benchmarks.Growth.Databases;

/// <summary>What a Redis holds.</summary>
/// <param name="UsedBytes">Its <c>used_memory</c>.</param>
/// <param name="Clients">Connections to it, without the one that asks.</param>
internal readonly record struct RedisUse(long UsedBytes, long Clients)
{
    public static async Task<RedisUse> OfAsync(RedisServer redis)
    {
        // One connection, not a second one for subscriptions.
        var options = ConfigurationOptions.Parse(redis.ConnectionString + ",allowAdmin=true");
        options.CommandMap = CommandMap.Create(["SUBSCRIBE", "PSUBSCRIBE"], available: false);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        var values = (await connection.GetServers()[0].InfoAsync()).SelectMany(section => section)
            .Where(pair => pair.Key is "used_memory" or "connected_clients").ToDictionary(pair => pair.Key, pair => long.Parse(pair.Value, CultureInfo.InvariantCulture));
        return new RedisUse(values["used_memory"], values["connected_clients"] - 1);
    }
}
