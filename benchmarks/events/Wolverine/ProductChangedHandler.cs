using Npgsql;
using RusToK.Benchmarks.Events.Contestants;

namespace RusToK.Benchmarks.Events.Wolverine;

/// <summary>The projection; found and called by Wolverine, whose generated code needs it public.</summary>
public static class ProductChangedHandler
{
    public static async Task HandleAsync(
        ProductChanged message, NpgsqlDataSource dataSource, ProjectionGate gate, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        await ReadModelRow.UpsertAsync(dataSource, message.ProductId, message.Version, message.State, cancellationToken);
    }
}
