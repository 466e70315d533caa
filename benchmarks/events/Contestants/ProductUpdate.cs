using Npgsql;
using NpgsqlTypes;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>The state change alone, inside the caller's transaction; for producers whose library writes the event itself.</summary>
internal static class ProductUpdate
{
    /// <returns>The product's new version.</returns>
    public static async Task<int> ExecuteAsync(
        NpgsqlConnection connection, ProductWrite write, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand update = new(
            "update bench_products set version = version + 1, state = $2 where id = $1 returning version", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<int> { TypedValue = write.ProductId },
                new NpgsqlParameter<byte[]> { TypedValue = write.State, NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        return (int)(await update.ExecuteScalarAsync(cancellationToken))!;
    }
}
