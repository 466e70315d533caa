using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Events;
using RusToK.Core.Events.Handling;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>The read model as a projection of the product: newest version wins, one statement a batch.</summary>
internal sealed class ProductProjection : IProjection
{
    public const string EventType = "bench.product_changed";

    public const string ReadModel = "bench";

    public string Name => ReadModel;

    public IReadOnlySet<string> EventTypes { get; } = new HashSet<string> { EventType };

    public IReadOnlyList<string> Tables { get; } = ["bench_read_model"];

    public static Guid AggregateOf(int product)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], product);
        return new Guid(bytes, bigEndian: true);
    }

    public void Project(IReadOnlyList<EventEnvelope> events, NpgsqlBatch batch)
    {
        Dictionary<Guid, EventEnvelope> newest = new(events.Count);
        foreach (var e in events)
        {
            if (!newest.TryGetValue(e.AggregateId, out var other) || other.AggregateVersion < e.AggregateVersion)
            {
                newest[e.AggregateId] = e;
            }
        }

        var (ids, versions, states) = (new int[newest.Count], new int[newest.Count], new ReadOnlyMemory<byte>[newest.Count]);
        var i = 0;
        Span<byte> bytes = stackalloc byte[16];
        foreach (var e in newest.Values)
        {
            e.AggregateId.TryWriteBytes(bytes, bigEndian: true, out _);
            ids[i] = BinaryPrimitives.ReadInt32BigEndian(bytes[12..]);
            versions[i] = (int)e.AggregateVersion;
            states[i++] = e.Payload;
        }

        batch.BatchCommands.Add(new(
            """
            insert into bench_read_model as r (product_id, version, state) select * from unnest($1, $2, $3)
            on conflict (product_id) do update set version = excluded.version, state = excluded.state where r.version < excluded.version
            """)
        {
            Parameters =
            {
                new() { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new() { Value = versions, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
                new() { Value = states, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            },
        });
    }
}
