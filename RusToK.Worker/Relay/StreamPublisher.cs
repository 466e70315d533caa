using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using RusToK.Core.Events.Log;
using RusToK.Core.Events.Streams;
using RusToK.Core.Telemetry;
using StackExchange.Redis;

namespace RusToK.Worker.Relay;

/// <summary>
/// Puts log batches into the streams: one script call a partition, all partitions in one pipeline. Publishing the same batch again is
/// harmless, because the entries have the same ids and Redis refuses ids it has passed.
/// </summary>
internal sealed class StreamPublisher(IConnectionMultiplexer redis, RelayOptions options)
{
    /// <summary>
    /// KEYS stream, generation. ARGV generation, bound, publish context, time, term, batch and ordinal of the tail, then id and data of each entry.
    /// Every entry names the one before it, so that a consumer notices when it was not given one; a stream that ends before the tail has lost
    /// some, and none can be added after them.
    /// </summary>
    private const string Script = """
        if redis.call('GET', KEYS[2]) ~= ARGV[1] then return -1 end
        local previous, length = '0-0', 0
        local info = redis.pcall('XINFO', 'STREAM', KEYS[1])
        if not info.err then
            for i = 1, #info, 2 do
                if info[i] == 'last-generated-id' then previous = info[i + 1] end
                if info[i] == 'length' then length = info[i + 1] end
            end
        end
        local batch, ordinal = string.match(previous, '^(%d+)-(%d+)$')
        batch, ordinal = tonumber(batch), tonumber(ordinal)
        if batch < tonumber(ARGV[6]) or (batch == tonumber(ARGV[6]) and ordinal < tonumber(ARGV[7])) then return -1 end
        if length >= tonumber(ARGV[2]) then return -2 end
        for i = 8, #ARGV, 2 do
            local added = redis.pcall('XADD', KEYS[1], ARGV[i], 'e', ARGV[i + 1], 'a', previous, 'p', ARGV[3], 't', ARGV[4], 'g', ARGV[5])
            if type(added) == 'table' and added.err then
                if not string.find(added.err, 'equal or smaller') then return redis.error_reply(added.err) end
            else
                previous = added
            end
        end
        return length
        """;

    private const int FixedArguments = 7;
    private const string Add = "XADD";
    private const string AddSpan = $"{Add} {StreamNames.Keyspace}";

    private readonly RedisSpans _spans = new(redis.GetEndPoints(configuredOnly: true));

    /// <returns>The worst outcome of all partitions; <see cref="PublishOutcome.Published"/> means all of it is there.</returns>
    /// <exception cref="RedisException">Redis cannot be reached; nothing is known of what it has, and repeating is right.</exception>
    public async Task<PublishOutcome> PublishAsync(
        LogBatch batch, IReadOnlyList<LoggedEvent> events, int partitions, long generation, Activity? span,
        Func<int, StreamCursor>? startAt = null)
    {
        var byPartition = new List<LoggedEvent>?[partitions];
        foreach (var logged in events)
            (byPartition[Partitioning.Of(logged.Envelope.AggregateId, partitions)] ??= []).Add(logged);

        var database = redis.GetDatabase();
        var calls = new List<Task<RedisResult>>(partitions);
        for (var partition = 0; partition < partitions; partition++)
        {
            if (byPartition[partition] is not { } mine)
                continue;
            var arguments = Arguments(batch, mine, generation, span?.Id ?? string.Empty, batch.Tails[partition], startAt?.Invoke(partition) ?? default);
            if (arguments.Length > FixedArguments)
                calls.Add(AddAsync(database, partition, arguments, span));
        }

        var outcome = PublishOutcome.Published;
        foreach (var call in calls)
        {
            var answer = (int)await call;
            if (answer == -1)
                outcome = PublishOutcome.Lost;
            else if (answer == -2 && outcome == PublishOutcome.Published)
                outcome = PublishOutcome.Full;
        }

        return outcome;
    }

    private async Task<RedisResult> AddAsync(IDatabase database, int partition, RedisValue[] arguments, Activity? publish)
    {
        Activity.Current = publish;
        using var span = _spans.Start(AddSpan, Add);
        span?.SetTag(Attributes.DbBatchSize, (arguments.Length - FixedArguments) / 2)
            .SetTag(Attributes.MessagingDestinationPartition, partition);
        try
        {
            return await database.ScriptEvaluateAsync(
                Script, [StreamNames.Stream(partition), StreamNames.Generation(partition)], arguments);
        }
        catch (Exception error)
        {
            span.Fail(error);
            throw;
        }
    }

    private RedisValue[] Arguments(
        LogBatch batch, List<LoggedEvent> events, long generation, string publishContext, StreamCursor tail, StreamCursor startAt)
    {
        var arguments = new List<RedisValue>(FixedArguments + (2 * (1 + (events.Count / options.EventsPerEntry))))
        {
            generation, options.MaxStreamLength, publishContext,
            TimeProvider.System.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture), batch.Term, tail.Batch, tail.Ordinal,
        };
        var buffer = new ArrayBufferWriter<byte>(32 * 1024);
        var inEntry = 0;
        for (var i = 0; i < events.Count; i++)
        {
            EnvelopeCodec.Write(events[i].Envelope, buffer);
            inEntry++;
            if (i + 1 < events.Count && inEntry < options.EventsPerEntry && buffer.WrittenCount < options.BytesPerEntry)
                continue;
            var id = new StreamCursor(batch.No, i + 1);
            if (id > startAt)
            {
                arguments.Add(id.ToString());
                arguments.Add(buffer.WrittenSpan.ToArray());
            }

            buffer.ResetWrittenCount();
            inEntry = 0;
        }

        return [.. arguments];
    }
}
