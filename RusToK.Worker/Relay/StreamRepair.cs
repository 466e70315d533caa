using Npgsql;
using RusToK.Core.Events;
using RusToK.Core.Events.Log;
using RusToK.Core.Events.Streams;
using RusToK.Core.Resilience;
using StackExchange.Redis;

namespace RusToK.Worker.Relay;

/// <summary>
/// Fills the streams again after Redis lost data: rewinds to what every consumer has done (the cursors in PostgreSQL) and
/// publishes the recorded batches from there. Consumers skip what they have done already, so nothing is lost or applied twice.
/// </summary>
internal sealed class StreamRepair(
    IConnectionMultiplexer redis, StreamPublisher publisher, TrimPoint trimPoint, RelayOptions options, ILogger logger)
{
    private const int BatchesAtOnce = 200;

    /// <summary>KEYS stream. ARGV where it begins: nothing before or at that place can be added, and an empty stream says that it ends there.</summary>
    private const string BeginScript = """
        redis.call('DEL', KEYS[1])
        if ARGV[1] ~= '0-0' then
            redis.call('XADD', KEYS[1], ARGV[1], 'begin', '')
            redis.call('XTRIM', KEYS[1], 'MAXLEN', 0)
        end
        """;

    /// <summary>
    /// Who has lost data, so that the streams have to be filled again. Every stream has to belong to this generation and to have all that was
    /// published, which it does not when Redis has lost entries or a repair has ended halfway; and it may know no batch that the log does
    /// not, which it does when a crash of PostgreSQL has taken back the newest batches, or a restored backup older ones.
    /// </summary>
    /// <param name="partitions">The number of streams.</param>
    /// <param name="generation">That of the streams.</param>
    /// <param name="newest">Number of the newest batch of the log.</param>
    /// <param name="tails">Where the streams end at least.</param>
    /// <returns>The dependency (<see cref="Core.Resilience.Dependencies"/>); null when log and streams fit together.</returns>
    public async Task<string?> WhoLostDataAsync(int partitions, long generation, long newest, StreamTails tails)
    {
        var database = redis.GetDatabase();
        for (var partition = 0; partition < partitions; partition++)
        {
            if (await database.StringGetAsync(StreamNames.Generation(partition)) != generation)
                return Dependencies.Redis;
            var end = await EndAsync(database, partition);
            if (end.Batch > newest)
                return Dependencies.PostgreSql;
            if (end < tails[partition])
                return Dependencies.Redis;
        }

        return null;
    }

    private static async Task<StreamCursor> EndAsync(IDatabase database, int partition) =>
        await database.KeyExistsAsync(StreamNames.Stream(partition))
            ? StreamCursor.Parse((await database.StreamInfoAsync(StreamNames.Stream(partition))).LastGeneratedId.ToString())
            : default;

    /// <summary>Starts a new generation of streams and fills it.</summary>
    /// <param name="lostBy">The dependency that has lost data.</param>
    /// <param name="session">The relay's.</param>
    /// <param name="partitions">The number of streams.</param>
    /// <param name="cancellationToken">Ends it halfway.</param>
    /// <returns>The number of the new generation.</returns>
    public async Task<long> RebuildStreamsAsync(string lostBy, RelaySession session, int partitions, CancellationToken cancellationToken)
    {
        var cursors = await CursorsAsync(session.Connection, cancellationToken);
        var newest = await session.NewestBatchAsync(cancellationToken);
        // Makes the cursors durable too: the streams begin where they are, and a crash that took them back would leave a gap nobody fills.
        var generation = await NextGenerationAsync(session.Connection, cancellationToken);
        var from = cursors.Count == 0 ? newest.No : cursors.Values.Min(p => p.Batch);
        var first = await EventLogReader.BatchesFromAsync(session.Connection, from, 1, cancellationToken);
        if (newest.No == 0)
            RelayLog.StreamsFirst(logger, partitions);
        else
            RelayLog.StreamsLost(logger, lostBy, generation, from);

        // Where the slowest consumer stands; before the first batch that is published again when there is none.
        StreamCursor Start(int partition)
        {
            var positions = cursors.Where(c => c.Key.Partition == partition).Select(c => c.Value).ToList();
            return positions.Count > 0 ? positions.Min() : first.Count > 0 ? first[0].Tails[partition] : default;
        }

        var database = redis.GetDatabase();
        var consumers = cursors.Keys.Select(k => k.Consumer).Distinct().ToList();
        for (var partition = 0; partition < partitions; partition++)
        {
            await database.ScriptEvaluateAsync(BeginScript, [StreamNames.Stream(partition)], [Start(partition).ToString()]);
            foreach (var consumer in consumers)
                await CreateGroupAsync(database, partition, consumer);
            await database.StringSetAsync(StreamNames.Generation(partition), generation);
        }

        long events = 0, batches = 0;
        for (var next = from; next <= newest.No;)
        {
            var page = await EventLogReader.BatchesFromAsync(session.Connection, next, BatchesAtOnce, cancellationToken);
            if (page.Count == 0)
                break;
            foreach (var batch in page)
            {
                events += await PublishAgainAsync(session, batch, partitions, generation, Start, cancellationToken);
                batches++;
            }

            next = page[^1].No + 1;
        }

        if (newest.No > 0)
        {
            EventMetrics.CountRepair(lostBy);
            RelayLog.StreamsRepaired(logger, events, batches);
        }

        return generation;
    }

    /// <summary>The last batches, of which nobody knows whether the predecessor came to publish them: it read one ahead of what Redis had confirmed.</summary>
    public static Task<List<LogBatch>> UnsettledAsync(RelaySession session, LogBatch newest, CancellationToken cancellationToken) =>
        EventLogReader.BatchesFromAsync(session.Connection, newest.No - 1, 2, cancellationToken);

    /// <summary>Publishes the last batches again.</summary>
    public async Task FinishPredecessorAsync(
        RelaySession session, IEnumerable<LogBatch> unsettled, int partitions, long generation, CancellationToken cancellationToken)
    {
        foreach (var batch in unsettled)
            await PublishAgainAsync(session, batch, partitions, generation, _ => default, cancellationToken);
    }

    public static async Task CreateGroupAsync(IDatabase database, int partition, string consumer)
    {
        try
        {
            await database.StreamCreateConsumerGroupAsync(StreamNames.Stream(partition), consumer, "0-0", createStream: true);
        }
        catch (RedisServerException error) when (error.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            // It exists: what was wanted.
        }
    }

    private async Task<int> PublishAgainAsync(
        RelaySession session, LogBatch batch, int partitions, long generation, Func<int, StreamCursor> startAt,
        CancellationToken cancellationToken)
    {
        var events = new List<LoggedEvent>();
        await EventLogReader.ReadAgainAsync(session.Connection, batch, events, cancellationToken);
        if (events.Count == 0)
            return 0;
        while (true)
        {
            switch (await publisher.PublishAsync(batch, events, partitions, generation, null, startAt))
            {
                case PublishOutcome.Published:
                    return events.Count;
                case PublishOutcome.Lost:
                    throw new StreamsLostException();
                case PublishOutcome.Full:
                    RelayLog.StreamFull(logger, options.MaxStreamLength);
                    await trimPoint.AdvanceAsync(session.Connection, cancellationToken);
                    await trimPoint.TrimAsync(redis, partitions);
                    await Task.Delay(options.IdlePoll, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Waits for the write-ahead log to be on disk, with everything that was committed before.</summary>
    private static async Task<long> NextGenerationAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("UPDATE events.relay_state SET generation = generation + 1 RETURNING generation"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('synchronous_commit', 'on', true)"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var generation = reader.GetInt64(0);
        // The commit, and what it says when it fails, comes with the end of the batch.
        await reader.NextResultAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return generation;
    }

    private static async Task<Dictionary<(string Consumer, int Partition), StreamCursor>> CursorsAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var cursors = new Dictionary<(string, int), StreamCursor>();
        await using var command = new NpgsqlCommand(
            "SELECT consumer, partition, batch_no, handled FROM events.consumer_cursors", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            cursors[(reader.GetString(0), reader.GetInt16(1))] = new StreamCursor(reader.GetInt64(2), reader.GetInt32(3));
        return cursors;
    }
}
