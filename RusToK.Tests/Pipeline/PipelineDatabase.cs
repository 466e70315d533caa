using Npgsql;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;
using RusToK.Embedded.Servers;
using StackExchange.Redis;

namespace RusToK.Tests.Pipeline;

/// <summary>One test's databases, and the events it writes there.</summary>
internal sealed class PipelineDatabase : IAsyncDisposable
{
    private readonly Action _release;
    private readonly NpgsqlDataSource _superuser;

    public PipelineDatabase(PostgresServer postgres, string name, string password, string redis, Action release)
    {
        _release = release;
        Postgres = postgres;
        Name = name;
        RedisConnectionString = redis;
        AppConnectionString = postgres.ConnectionString(name, DatabaseRoles.App, password) + ";Maximum Pool Size=20";
        WorkerConnectionString = postgres.ConnectionString(name, DatabaseRoles.Worker, password) + ";Maximum Pool Size=20";
        App = DataSources.Create(AppConnectionString);
        _superuser = NpgsqlDataSource.Create(postgres.SuperuserConnectionString(name));
    }

    public PostgresServer Postgres { get; }

    public string Name { get; }

    public string AppConnectionString { get; }

    public string WorkerConnectionString { get; }

    public string RedisConnectionString { get; }

    /// <summary>As the API connects.</summary>
    public NpgsqlDataSource App { get; }

    public Guid TenantId { get; } = Guid.CreateVersion7();

    public async Task FlushRedisAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(RedisConnectionString);
        await redis.GetDatabase().ExecuteAsync("FLUSHDB");
    }

    /// <summary>The streams as they are, for <see cref="RestoreStreamsAsync"/>.</summary>
    public async Task<IReadOnlyList<StreamDump>> DumpStreamsAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(RedisConnectionString);
        var ends = await StreamEndsAsync();
        var dumps = new List<StreamDump>();
        foreach (var (partition, end) in ends.Index())
            dumps.Add(new StreamDump(await redis.GetDatabase().KeyDumpAsync(StreamNames.Stream(partition)), end));
        return dumps;
    }

    /// <summary>What came to the streams since is forgotten, and nothing else.</summary>
    public async Task RestoreStreamsAsync(IReadOnlyList<StreamDump> dumps)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(RedisConnectionString);
        var transaction = redis.GetDatabase().CreateTransaction();
        foreach (var (partition, dump) in dumps.Index())
        {
            _ = transaction.KeyDeleteAsync(StreamNames.Stream(partition));
            if (dump.Content is { } content)
                _ = transaction.KeyRestoreAsync(StreamNames.Stream(partition), content);
        }

        await transaction.ExecuteAsync();
    }

    /// <summary>The last id that was given in each stream.</summary>
    public async Task<IReadOnlyList<StreamCursor>> StreamEndsAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(RedisConnectionString);
        var ends = new List<StreamCursor>();
        for (var partition = 0; partition < 4; partition++)
            ends.Add(await redis.GetDatabase().KeyExistsAsync(StreamNames.Stream(partition))
                ? StreamCursor.Parse((await redis.GetDatabase().StreamInfoAsync(StreamNames.Stream(partition))).LastGeneratedId.ToString())
                : default);
        return ends;
    }

    /// <summary>Commits one event by itself.</summary>
    public async Task<Guid> AppendAsync(Guid aggregateId, long version, string value = "x", string? traceParent = null, string type = "test.changed", short schema = 1)
    {
        await using var connection = await App.OpenConnectionAsync();
        await using var batch = connection.CreateTenantBatch(TenantId);
        var (id, command) = Event(aggregateId, version, value, traceParent, type, schema);
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync();
        return id;
    }

    /// <summary>Commits as many events together, each of an aggregate of its own; PostgreSQL has counted them when this returns.</summary>
    public Task AppendManyAsync(int events) => ExecuteAsync($"""
        INSERT INTO events.log (id, type, schema_version, tenant_id, aggregate_type, aggregate_id, aggregate_version, correlation_id, occurred_at, payload)
        SELECT gen_random_uuid(), 'test.changed', 1, '{TenantId}', 'test', gen_random_uuid(), 1, gen_random_uuid(), now(), '{"{}"}' FROM generate_series(1, {events});
        SELECT pg_stat_force_next_flush()
        """);

    /// <summary>A transaction that has written an event and is left open.</summary>
    public async Task<(NpgsqlConnection Connection, NpgsqlTransaction Transaction)> AppendAndStayOpenAsync(Guid aggregateId, long version)
    {
        var connection = await App.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(TenantBatch.SetTenant(TenantId));
        batch.BatchCommands.Add(Event(aggregateId, version, "late", null).Command);
        await batch.ExecuteNonQueryAsync();
        return (connection, transaction);
    }

    public (Guid Id, NpgsqlBatchCommand Command) Event(Guid aggregateId, long version, string value, string? traceParent, string type = "test.changed", short schema = 1)
    {
        var id = Guid.CreateVersion7();
        var command = new NpgsqlBatchCommand("""
            INSERT INTO events.log (id, type, schema_version, tenant_id, aggregate_type, aggregate_id, aggregate_version, correlation_id,
                occurred_at, traceparent, payload)
            VALUES ($1, $7, $8, $2, 'test', $3, $4, $1, now(), $5, json_build_object('value', $6::text))
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = TenantId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = aggregateId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)traceParent ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = type });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = schema });
        return (id, command);
    }

    /// <summary>What the test projection has made of an aggregate; null when it knows nothing of it.</summary>
    public async Task<(long Version, long Times, string Value)?> AppliedAsync(Guid aggregateId)
    {
        await using var command = _superuser.CreateCommand("SELECT version, times, value FROM test.items WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = aggregateId });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? (reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2)) : null;
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = _superuser.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Differences between the log and what was applied: every event once, the newest version last. Empty when there are none.</summary>
    public Task<long> DifferencesAsync() => ScalarAsync<long>("""
        SELECT count(*) FROM
            (SELECT aggregate_id, max(aggregate_version) AS version, count(*) AS times FROM events.log
              WHERE type = 'test.changed' GROUP BY aggregate_id) AS truth
            FULL JOIN test.items i ON i.id = truth.aggregate_id
         WHERE (truth.version, truth.times) IS DISTINCT FROM (i.version, i.times)
        """);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _superuser.DisposeAsync();
        await Postgres.DropDatabaseAsync(Name);
        _release();
    }
}

/// <summary>A stream with its groups, and where it ended.</summary>
internal sealed record StreamDump(byte[]? Content, StreamCursor End);
