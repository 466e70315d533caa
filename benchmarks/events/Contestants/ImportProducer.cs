using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Persistence;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>
/// Many changes and their events in one transaction, as imports write them: the product and its neighbours get the same state. Rows are
/// locked in the order of their ids, so two imports never wait for each other in a circle.
/// </summary>
internal sealed class ImportProducer : IProducer
{
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlBatch batch;
    private readonly NpgsqlParameter<int> first = new();
    private readonly NpgsqlParameter<int> last = new();
    private readonly NpgsqlParameter<byte[]> state = new() { NpgsqlDbType = NpgsqlDbType.Jsonb };
    private readonly NpgsqlParameter<DateTime> occurredAt = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly NpgsqlParameter<Guid> correlation = new();

    /// <param name="connection">Of the application's login; its own from now on.</param>
    /// <param name="events">Changes in one transaction; divides the number of products.</param>
    public ImportProducer(NpgsqlConnection connection, int events)
    {
        this.connection = connection;
        EventsPerWrite = events;
        batch = connection.CreateTenantBatch(Tenant);
        batch.BatchCommands.Add(new(
            $"""
             with locked as (select id from bench_products where id between $1 and $2 order by id for update),
             changed as (
                 update bench_products p set version = p.version + 1, state = $3 from locked where p.id = locked.id
                 returning p.id, p.version, p.state)
             insert into events.log (id, type, schema_version, tenant_id, aggregate_type, aggregate_id, aggregate_version,
                 correlation_id, occurred_at, payload)
             select gen_random_uuid(), '{ProductProjection.EventType}', 1, '{Tenant}', 'product', lpad(to_hex(id), 32, '0')::uuid, version,
                    $5, $4, state::json
               from changed
             returning aggregate_id, aggregate_version::int
             """)
        {
            Parameters = { first, last, state, occurredAt, correlation },
        });
    }

    public int EventsPerWrite { get; }

    public async Task<int> WriteAsync(ProductWrite write, CancellationToken cancellationToken)
    {
        first.TypedValue = ((write.ProductId - 1) / EventsPerWrite * EventsPerWrite) + 1;
        last.TypedValue = first.TypedValue + EventsPerWrite - 1;
        state.TypedValue = write.State;
        occurredAt.TypedValue = DateTime.UtcNow;
        correlation.TypedValue = Guid.CreateVersion7();
        var asked = ProductProjection.AggregateOf(write.ProductId);
        var version = 0;
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetGuid(0) == asked)
            {
                version = reader.GetInt32(1);
            }
        }

        return version;
    }

    public async ValueTask DisposeAsync()
    {
        await batch.DisposeAsync();
        await connection.DisposeAsync();
    }
}
