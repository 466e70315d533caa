using RusToK.Core.Events.Streams;
using StackExchange.Redis;

namespace RusToK.Worker.Consumers;

/// <summary>
/// The consumer group's side of the streams. Blocking reads have a connection of their own: on the shared one they would hold up
/// everybody's commands.
/// </summary>
internal sealed class GroupStream(IConnectionMultiplexer shared, ConnectionMultiplexer blocking, string group, string consumer)
{
    private readonly IDatabase _shared = shared.GetDatabase();
    private readonly IDatabase _blocking = blocking.GetDatabase();

    /// <summary>New entries of several partitions, waiting up to <paramref name="wait"/> for the first one.</summary>
    /// <exception cref="RedisServerException">NOGROUP when Redis has lost the stream.</exception>
    public async Task<List<(int Partition, List<StreamEntry> Entries)>> ReadNewAsync(
        IReadOnlyList<int> partitions, int countPerPartition, TimeSpan wait)
    {
        var arguments = new List<object>
        {
            "GROUP", group, consumer, "COUNT", countPerPartition, "BLOCK", (int)Math.Max(1, wait.TotalMilliseconds), "STREAMS",
        };
        arguments.AddRange(partitions.Select(p => (object)(RedisKey)StreamNames.Stream(p)));
        arguments.AddRange(partitions.Select(_ => (object)">"));
        var answer = await _blocking.ExecuteAsync("XREADGROUP", arguments);
        return answer.IsNull ? [] : Parse(answer, partitions);
    }

    /// <summary>
    /// Takes over what other consumers of the group were given and have not acknowledged. Only the holder of the partition's lease calls
    /// this, so nobody is robbed.
    /// </summary>
    /// <returns>The ids that are pending with this consumer now.</returns>
    public async Task<List<StreamCursor>> ClaimPendingAsync(int partition)
    {
        var ids = new List<StreamCursor>();
        RedisValue start = "0-0";
        do
        {
            var claimed = await _shared.StreamAutoClaimIdsOnlyAsync(StreamNames.Stream(partition), group, consumer, 0, start, 500);
            if (claimed.IsNull)
                break;
            ids.AddRange(claimed.ClaimedIds.Select(id => StreamCursor.Parse(id!)));
            start = claimed.NextStartId;
        }
        while (start != "0-0");
        return ids;
    }

    /// <summary>The last entry that any consumer of the group was given.</summary>
    public async Task<StreamCursor> LastDeliveredAsync(int partition)
    {
        var groups = await _shared.StreamGroupInfoAsync(StreamNames.Stream(partition));
        var mine = groups.FirstOrDefault(g => g.Name == group).LastDeliveredId;
        return mine is null ? default : StreamCursor.Parse(mine);
    }

    /// <summary>What is in the stream after one place and up to another, that one included.</summary>
    public async Task<List<StreamEntry>> UpToAsync(int partition, StreamCursor after, StreamCursor last, int most) =>
        [.. (await _shared.StreamRangeAsync(StreamNames.Stream(partition), $"({after}", last.ToString(), most)).Select(StreamEntry.From)];

    /// <summary>What is in the stream after one place and up to another, whoever was given it.</summary>
    public async Task<List<StreamEntry>> BetweenAsync(int partition, StreamCursor after, StreamCursor before, int most)
    {
        var entries = await _shared.StreamRangeAsync(
            StreamNames.Stream(partition), $"({after}", $"({before}", most);
        return [.. entries.Select(StreamEntry.From)];
    }

    public Task AcknowledgeAsync(int partition, IEnumerable<StreamCursor> ids) =>
        _shared.StreamAcknowledgeAsync(
            StreamNames.Stream(partition), group, [.. ids.Select(id => (RedisValue)id.ToString())]);

    public Task CreateGroupAsync(int partition) => Relay.StreamRepair.CreateGroupAsync(_shared, partition, group);

    /// <summary>RESP2 answers an array of [stream, entries]; RESP3 a map, which arrives flat.</summary>
    private static List<(int Partition, List<StreamEntry> Entries)> Parse(RedisResult answer, IReadOnlyList<int> partitions)
    {
        var byName = partitions.ToDictionary(p => StreamNames.Stream(p));
        var streams = answer.Resp3Type == ResultType.Map
            ? answer.ToDictionary().Select(pair => (Name: pair.Key, Entries: pair.Value))
            : ((RedisResult[])answer!).Select(pair => (Name: (string)pair[0]!, Entries: pair[1]));
        var result = new List<(int, List<StreamEntry>)>();
        foreach (var (name, list) in streams)
        {
            var entries = new List<StreamEntry>();
            foreach (var item in (RedisResult[])list!)
            {
                var fields = item[1];
                if (fields.IsNull)
                    continue; // Trimmed since: all consumers are past it.
                var values = (RedisValue[])fields!;
                var pairs = new NameValueEntry[values.Length / 2];
                for (var i = 0; i < pairs.Length; i++)
                    pairs[i] = new NameValueEntry(values[2 * i], values[(2 * i) + 1]);
                entries.Add(StreamEntry.From(new StackExchange.Redis.StreamEntry((RedisValue)item[0], pairs)));
            }

            result.Add((byName[name], entries));
        }

        return result;
    }
}
