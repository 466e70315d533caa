using Npgsql;
using NpgsqlTypes;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>BEGIN with the update, the insert, COMMIT: what code that awaits each statement does (Npgsql sends BEGIN with the next).</summary>
internal sealed class ThreeRoundTripProducer(NpgsqlConnection connection, string eventTable) : IProducer
{
    private readonly string insertSql = $"insert into {eventTable} (product_id, version, payload) values ($1, $2, $3)";

    public async Task<int> WriteAsync(ProductWrite write, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var version = await ProductUpdate.ExecuteAsync(connection, write, cancellationToken);
        await using NpgsqlCommand insert = new(insertSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<int> { TypedValue = write.ProductId },
                new NpgsqlParameter<int> { TypedValue = version },
                new NpgsqlParameter<byte[]> { TypedValue = write.State, NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return version;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
