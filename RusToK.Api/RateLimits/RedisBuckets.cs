using System.Globalization;
using RusToK.Core.Caching.Redis;
using RusToK.Core.Resilience;
using RusToK.Core.Telemetry;
using StackExchange.Redis;

namespace RusToK.Api.RateLimits;

/// <summary>The buckets that all replicas share: one round trip to Redis, whose clock counts.</summary>
internal sealed class RedisBuckets(SharedRedis redis, RedisGuard guard)
{
    private const string Keyspace = "rustok:limit";
    private const string Command = "EVALSHA";
    private const string SpanName = $"{Command} {Keyspace}";

    /// <summary>A token of each bucket or of none: who is refused by one shall not pay the other.</summary>
    private const string Take = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local answer, tokens, short = {}, {}, false
        for i = 1, #KEYS do
            local rate, burst = tonumber(ARGV[i * 2 - 1]) / 1000000, tonumber(ARGV[i * 2])
            local bucket = redis.call('HMGET', KEYS[i], 'n', 't')
            tokens[i] = burst
            if bucket[1] then
                tokens[i] = math.min(burst, tonumber(bucket[1]) + math.max(0, now - tonumber(bucket[2])) * rate)
            end
            answer[i * 2] = 0
            if tokens[i] < 1 then
                answer[i * 2] = math.ceil((1 - tokens[i]) / rate)
                short = true
            end
        end
        for i = 1, #KEYS do
            if not short then
                tokens[i] = tokens[i] - 1
                redis.call('HSET', KEYS[i], 'n', string.format('%.6f', tokens[i]), 't', string.format('%.0f', now))
                redis.call('PEXPIRE', KEYS[i], math.ceil(ARGV[i * 2] / ARGV[i * 2 - 1] * 1000) + 1000)
            end
            answer[i * 2 - 1] = math.floor(tokens[i])
        end
        return answer
        """;

    public bool IsConfigured => redis.IsConfigured;

    /// <exception cref="UnavailableException">Redis is away.</exception>
    public async ValueTask<BucketLevel[]> TakeAsync(Bucket[] buckets, CancellationToken cancellationToken)
    {
        var answer = await guard.RunAsync(static (s, stop) => s.Self.AskAsync(s.buckets, stop), (Self: this, buckets), cancellationToken);
        var levels = new BucketLevel[buckets.Length];
        for (var i = 0; i < buckets.Length; i++)
            levels[i] = new BucketLevel(buckets[i], (int)answer[2 * i], TimeSpan.FromMicroseconds((long)answer[(2 * i) + 1]));
        return levels;
    }

    private async ValueTask<RedisResult> AskAsync(Bucket[] buckets, CancellationToken cancellationToken)
    {
        var (keys, arguments) = (new RedisKey[buckets.Length], new RedisValue[buckets.Length * 2]);
        for (var i = 0; i < buckets.Length; i++)
        {
            keys[i] = $"{Keyspace}:{buckets[i].Scope}:{buckets[i].Key}";
            arguments[2 * i] = buckets[i].PerSecond.ToString("R", CultureInfo.InvariantCulture);
            arguments[(2 * i) + 1] = buckets[i].Burst;
        }

        using var span = redis.Spans.Start(SpanName, Command);
        try
        {
            var connection = await redis.ConnectAsync().WaitAsync(cancellationToken);
            return await connection.GetDatabase().ScriptEvaluateAsync(Take, keys, arguments).WaitAsync(cancellationToken);
        }
        catch (Exception error)
        {
            span.Fail(error);
            throw;
        }
    }
}
