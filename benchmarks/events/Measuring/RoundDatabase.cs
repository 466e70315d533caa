using Npgsql;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>
/// A database of one contestant's round: created with the truth and the read model filled at version 0, dropped at the end.
/// Visibility is judged here and not by the contestants: each event raises one version by one, so the sum of the read
/// model's versions is the number of events that a reader can see.
/// </summary>
internal sealed class RoundDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource administration;
    private readonly string name;

    private RoundDatabase(NpgsqlDataSource administration, string name, string connectionString)
    {
        this.administration = administration;
        this.name = name;
        ConnectionString = connectionString;
        DataSource = NpgsqlDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    public static async Task<RoundDatabase> CreateAsync(
        string server, string contestant, int round, int products, CancellationToken cancellationToken)
    {
        var name = $"bench_{contestant.Replace('-', '_')}_{round}_{Environment.ProcessId}";
        var administration = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Pooling = false });
        await ExecuteAsync(administration, $"drop database if exists {name} with (force)", cancellationToken);
        await ExecuteAsync(administration, $"create database {name}", cancellationToken);
        NpgsqlConnectionStringBuilder connection = new(server)
        {
            Database = name,
            MaxPoolSize = 120,
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
        };
        RoundDatabase database = new(administration, name, connection.ConnectionString);
        await ExecuteAsync(
            database.DataSource,
            $$"""
              create table bench_products (
                  id int primary key, version int not null, state jsonb not null) with (fillfactor = 50);
              create table bench_read_model (
                  product_id int primary key, version int not null, state jsonb not null) with (fillfactor = 50);
              insert into bench_products select n, 0, jsonb_build_object('seed', repeat('x', 600)) from generate_series(1, {{products}}) n;
              insert into bench_read_model select id, version, state from bench_products;
              """,
            cancellationToken);
        await database.TidyAsync(cancellationToken);
        return database;
    }

    /// <summary>What is measured next does not pay for what was written before.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(DataSource, "vacuum (analyze) bench_products", cancellationToken);
        await ExecuteAsync(DataSource, "vacuum (analyze) bench_read_model", cancellationToken);
        // Each round starts with the same write-ahead log behind it, whoever ran before.
        await ExecuteAsync(administration, "checkpoint", cancellationToken);
    }

    /// <summary>Events whose effect a reader can see.</summary>
    public Task<long> CountVisibleAsync(CancellationToken cancellationToken) =>
        ScalarAsync("select sum(version)::bigint from bench_read_model", cancellationToken);

    /// <summary>Events that are committed, whatever the producers believe.</summary>
    public Task<long> CountCommittedAsync(CancellationToken cancellationToken) =>
        ScalarAsync("select sum(version)::bigint from bench_products", cancellationToken);

    /// <summary>Products whose read model row differs from the truth in version or state.</summary>
    public Task<long> CountDifferencesAsync(CancellationToken cancellationToken) => ScalarAsync(
        """
        select count(*) from bench_products t full join bench_read_model r on r.product_id = t.id
        where t.version is distinct from r.version or t.state is distinct from r.state
        """,
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await ExecuteAsync(administration, $"drop database if exists {name} with (force)", CancellationToken.None);
        await administration.DisposeAsync();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource dataSource, string sql, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<long> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
