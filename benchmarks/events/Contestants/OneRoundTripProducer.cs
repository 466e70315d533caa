using Npgsql;
using NpgsqlTypes;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>
/// Update and event in one <see cref="NpgsqlBatch"/>, which PostgreSQL runs as one implicit transaction. The event takes its
/// version from the row that the first statement has locked.
/// </summary>
internal sealed class OneRoundTripProducer : IProducer
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlBatch batch;
    private readonly NpgsqlParameter<int>[] products = [new(), new()];
    private readonly NpgsqlParameter<byte[]>[] states;

    public OneRoundTripProducer(NpgsqlConnection connection, string eventTable)
    {
        this.connection = connection;
        states = [new() { NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { NpgsqlDbType = NpgsqlDbType.Jsonb }];
        batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("update bench_products set version = version + 1, state = $2 where id = $1")
                {
                    Parameters = { products[0], states[0] },
                },
                new($"""
                     insert into {eventTable} (product_id, version, payload)
                     select id, version, $2 from bench_products where id = $1 returning version
                     """)
                {
                    Parameters = { products[1], states[1] },
                },
            },
        };
    }

    public async Task<int> WriteAsync(ProductWrite write, CancellationToken cancellationToken)
    {
        foreach (var product in products)
        {
            product.TypedValue = write.ProductId;
        }

        foreach (var state in states)
        {
            state.TypedValue = write.State;
        }

        return (int)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        await batch.DisposeAsync();
        await connection.DisposeAsync();
    }
}
