using Npgsql;
using RusToK.Benchmarks.Events.Contestants;

namespace RusToK.Benchmarks.Events.Wolverine;

/// <summary>The projection; found and called by Wolverine, whose generated code needs it public.</summary>
public static class ProductChangedHandler
{
    public static Task HandleAsync(ProductChanged message, NpgsqlDataSource dataSource, CancellationToken cancellationToken) =>
        ReadModelRow.UpsertAsync(dataSource, message.ProductId, message.Version, message.State, cancellationToken);
}
