using System.Globalization;
using StackExchange.Redis;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>What Redis holds.</summary>
internal sealed class RedisMemory : IAsyncDisposable
{
    private readonly ConnectionMultiplexer connection;

    private RedisMemory(ConnectionMultiplexer connection) => this.connection = connection;

    public static async Task<RedisMemory> OpenAsync(string redis) =>
        new(await ConnectionMultiplexer.ConnectAsync(redis + ",allowAdmin=true"));

    /// <returns><c>used_memory</c>, in bytes.</returns>
    public async Task<long> UsedAsync()
    {
        var sections = await connection.GetServers()[0].InfoAsync("memory");
        return long.Parse(sections.SelectMany(section => section).First(pair => pair.Key == "used_memory").Value, CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
