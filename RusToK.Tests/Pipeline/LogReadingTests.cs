using Npgsql;
using RusToK.Core.Events.Log;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;
using RusToK.Worker.Relay;
using Xunit;

namespace RusToK.Tests.Pipeline;

/// <summary>What the relay does with every poll and every second costs as much at the end of a long day as at its beginning.</summary>
public sealed class LogReadingTests(PipelineFixture fixture)
{
    private const int Polls = 10;
    private const int Page = 4_000;

    /// <summary>Two branches that look into ten days, two pages deep, and some for what was new.</summary>
    private const long MostPages = 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_poll_reads_what_is_new_of_the_index_and_not_the_day()
    {
        await using var database = await fixture.CreateAsync();
        await using var office = await OpenAsync(database);
        var reader = new Reading(office.Session);
        await database.AppendManyAsync(30_000);
        Assert.Equal(30_000, await reader.ReadAllAsync());
        Assert.InRange(await database.ScalarAsync<long>("SELECT sum(pg_relation_size(indexrelid) / 8192)::bigint FROM pg_stat_user_indexes WHERE indexrelname LIKE 'log%xid_position%'"), 120, long.MaxValue);

        var before = await PagesAsync(database, office.Session);
        for (var i = 0; i < Polls; i++)
        {
            await database.AppendAsync(Guid.CreateVersion7(), 1);
            Assert.Equal(1, await reader.ReadAllAsync());
        }

        Assert.InRange((await PagesAsync(database, office.Session) - before) / (2 * Polls), 1, MostPages);
    }

    [Fact]
    public async Task What_waits_is_counted_without_reading_what_does_not()
    {
        await using var database = await fixture.CreateAsync();
        await using var office = await OpenAsync(database);
        var reader = new Reading(office.Session);
        await database.AppendManyAsync(30_000);
        await reader.ReadAllAsync();
        await database.AppendAsync(Guid.CreateVersion7(), 1);

        var before = await PagesAsync(database, office.Session);
        var gauges = new RelayGauges();
        for (var i = 0; i < Polls; i++)
            await gauges.TakeAsync(office.Session.Connection, reader.Newest, StreamTails.None, 4, Cancellation);

        Assert.InRange((await PagesAsync(database, office.Session) - before) / Polls, 1, MostPages);
    }

    [Fact]
    public async Task A_batch_is_read_again_without_what_comes_before_it()
    {
        await using var database = await fixture.CreateAsync();
        await using var office = await OpenAsync(database);
        var reader = new Reading(office.Session);
        await database.AppendManyAsync(30_000);
        await reader.ReadAllAsync();
        await database.AppendAsync(Guid.CreateVersion7(), 1);
        await reader.ReadAllAsync();

        var before = await PagesAsync(database, office.Session);
        var again = new List<LoggedEvent>();
        for (var i = 0; i < Polls; i++)
            await EventLogReader.ReadAgainAsync(office.Session.Connection, reader.Newest, again, Cancellation);

        Assert.Single(again);
        Assert.InRange((await PagesAsync(database, office.Session) - before) / Polls, 1, MostPages);
    }

    /// <summary>A transaction larger than a page was open when the last snapshot was taken: its pages come one behind the other, each event once.</summary>
    [Fact]
    public async Task What_was_open_in_the_last_snapshot_is_paged_through_each_event_once()
    {
        await using var database = await fixture.CreateAsync();
        await using var office = await OpenAsync(database);
        var reader = new Reading(office.Session);
        var (connection, transaction) = await database.AppendAndStayOpenAsync(Guid.CreateVersion7(), 1);
        await using (connection)
        {
            await database.AppendAsync(Guid.CreateVersion7(), 1);
            Assert.Equal(1, await reader.ReadAllAsync());
            await using (var more = new NpgsqlCommand("INSERT INTO events.log (id, type, schema_version, tenant_id, aggregate_type, aggregate_id, aggregate_version, correlation_id, occurred_at, payload) SELECT gen_random_uuid(), type, schema_version, tenant_id, aggregate_type, gen_random_uuid(), 1, correlation_id, occurred_at, payload FROM events.log, generate_series(1, 9000) WHERE xid = pg_current_xact_id()", connection, transaction))
                await more.ExecuteNonQueryAsync(Cancellation);
            await database.AppendAsync(Guid.CreateVersion7(), 1);
            await transaction.CommitAsync(Cancellation);
        }

        Assert.Equal(9_002, await reader.ReadAllAsync());
        Assert.Equal(0, await reader.ReadAllAsync());
        Assert.Equal(9_003, reader.Ids.Count);
    }

    private static async Task<Office> OpenAsync(PipelineDatabase database)
    {
        var source = DataSources.Create(database.WorkerConnectionString);
        return new Office(source, await RelaySession.TryOpenAsync(source, TimeSpan.FromSeconds(30), Cancellation) ?? throw new InvalidOperationException("Another holds the office."));
    }

    /// <summary>Pages of the log's index that were looked at until now.</summary>
    private static async Task<long> PagesAsync(PipelineDatabase database, RelaySession session)
    {
        await using (var flush = new NpgsqlCommand("SELECT pg_stat_force_next_flush()", session.Connection))
            await flush.ExecuteNonQueryAsync(Cancellation);
        await using (var next = new NpgsqlCommand("SELECT 1", session.Connection))
            await next.ExecuteNonQueryAsync(Cancellation);
        return await database.ScalarAsync<long>("SELECT coalesce(sum(idx_blks_read + idx_blks_hit), 0)::bigint FROM pg_statio_user_indexes WHERE indexrelname LIKE 'log%xid_position%'");
    }

    private sealed record Office(NpgsqlDataSource Source, RelaySession Session) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Session.DisposeAsync();
            await Source.DisposeAsync();
        }
    }

    /// <summary>The relay's way along the log.</summary>
    private sealed class Reading(RelaySession session)
    {
        private readonly LogHorizon _horizon = new();
        private readonly List<LoggedEvent> _events = [];
        private LogBatch? _newest;
        private string? _seen;

        public HashSet<Guid> Ids { get; } = [];

        public LogBatch Newest => _newest!;

        /// <returns>How many there were.</returns>
        public async Task<int> ReadAllAsync()
        {
            _newest ??= await session.NewestBatchAsync(Cancellation);
            var count = 0;
            while (true)
            {
                var (batch, seen) = await EventLogReader.ReadNextAsync(session.Connection, _newest, _seen, StreamTails.None, Page, 1, _horizon, _events, Cancellation);
                _seen = seen;
                count += _events.Count;
                Ids.UnionWith(_events.Select(e => e.Envelope.Id));
                if (batch is not null)
                    _newest = batch;
                else if (_newest.Complete)
                    return count;
                else
                    _newest = _newest with { Complete = true };
            }
        }
    }
}
