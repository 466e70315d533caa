using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Persistence;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>
/// What a command of the product sends: the tenant, the state change and its event in one round trip. As for the other contestants, the
/// event takes its version from the row that the change has locked.
/// </summary>
internal sealed class EventLogProducer : IProducer
{
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlBatch batch;
    private readonly NpgsqlParameter<int>[] products = [new(), new()];
    private readonly NpgsqlParameter<byte[]> state = new() { NpgsqlDbType = NpgsqlDbType.Jsonb };
    private readonly NpgsqlParameter<byte[]> payload = new() { NpgsqlDbType = NpgsqlDbType.Json };
    private readonly NpgsqlParameter<Guid> id = new();
    private readonly NpgsqlParameter<Guid> aggregate = new();
    private readonly NpgsqlParameter<DateTime> occurredAt = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };

    public EventLogProducer(NpgsqlConnection connection)
    {
        this.connection = connection;
        batch = connection.CreateTenantBatch(Tenant);
        batch.BatchCommands.Add(new("update bench_products set version = version + 1, state = $2 where id = $1")
        {
            Parameters = { products[0], state },
        });
        batch.BatchCommands.Add(new(
            $"""
             insert into events.log (id, type, schema_version, tenant_id, aggregate_type, aggregate_id, aggregate_version,
                 correlation_id, occurred_at, payload)
             select $1, '{ProductProjection.EventType}', 1, '{Tenant}', 'product', $2, version, $1, $3, $4
               from bench_products where id = $5
             returning aggregate_version::int
             """)
        {
            Parameters = { id, aggregate, occurredAt, payload, products[1] },
        });
    }

    public async Task<int> WriteAsync(ProductWrite write, CancellationToken cancellationToken)
    {
        products[0].TypedValue = products[1].TypedValue = write.ProductId;
        state.TypedValue = payload.TypedValue = write.State;
        id.TypedValue = Guid.CreateVersion7();
        aggregate.TypedValue = ProductProjection.AggregateOf(write.ProductId);
        occurredAt.TypedValue = DateTime.UtcNow;
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInt32(0);
    }

    public async ValueTask DisposeAsync()
    {
        await batch.DisposeAsync();
        await connection.DisposeAsync();
    }
}
