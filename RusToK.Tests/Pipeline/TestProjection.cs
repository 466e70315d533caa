using System.Collections.Concurrent;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Events;
using RusToK.Core.Events.Handling;

namespace RusToK.Tests.Pipeline;

/// <summary>
/// A read model that betrays every mistake: it counts how often each aggregate was touched, so that an event applied twice
/// shows as well as a lost one. An event whose value is in <see cref="Poison"/> cannot be applied.
/// </summary>
internal sealed class TestProjection : IProjection
{
    public const string Schema = """
        CREATE SCHEMA test;
        GRANT USAGE ON SCHEMA test TO rustok_worker;
        CREATE TABLE test.items (id uuid PRIMARY KEY, version bigint NOT NULL, times bigint NOT NULL, value text NOT NULL);
        GRANT SELECT, INSERT, UPDATE, DELETE ON test.items TO rustok_worker;
        """;

    public ConcurrentDictionary<string, bool> Poison { get; } = new();

    public string Name => "test";

    public IReadOnlySet<string> EventTypes { get; } = new HashSet<string> { "test.changed" };

    public IReadOnlyList<string> Tables { get; } = ["test.items"];

    public void Project(IReadOnlyList<EventEnvelope> events, NpgsqlBatch batch)
    {
        var items = new Dictionary<Guid, (long Version, long Times, string Value)>();
        foreach (var e in events)
        {
            if (e.SchemaVersion > 1)
                throw new UnreadableEventException(e, "the test knows version 1 only");
            var value = JsonDocument.Parse(e.Payload).RootElement.GetProperty("value").GetString()!;
            if (Poison.ContainsKey(value))
                throw new InvalidDataException($"The value {value} is poison.");
            var before = items.GetValueOrDefault(e.AggregateId);
            items[e.AggregateId] = (Math.Max(before.Version, e.AggregateVersion), before.Times + 1,
                e.AggregateVersion > before.Version ? value : before.Value);
        }

        var command = new NpgsqlBatchCommand("""
            INSERT INTO test.items AS i (id, version, times, value) SELECT * FROM unnest($1, $2, $3, $4)
            ON CONFLICT (id) DO UPDATE SET times = i.times + excluded.times, version = greatest(i.version, excluded.version),
                value = CASE WHEN excluded.version > i.version THEN excluded.value ELSE i.value END
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = items.Keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = items.Values.Select(i => i.Version).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter { Value = items.Values.Select(i => i.Times).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter { Value = items.Values.Select(i => i.Value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        batch.BatchCommands.Add(command);
    }
}
