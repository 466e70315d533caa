using System.Text;
using Npgsql;
using RusToK.Benchmarks.Events.Contestants;
using Wolverine.RDBMS;
using Wolverine.Runtime;

namespace RusToK.Benchmarks.Events.Wolverine;

/// <summary>Wolverine's outbox in a plain Npgsql transaction: enlist, publish, commit, flush.</summary>
internal sealed class WolverineProducer(NpgsqlConnection connection, IWolverineRuntime runtime) : IProducer
{
    public async Task<int> WriteAsync(ProductWrite write, CancellationToken cancellationToken)
    {
        MessageContext context = new(runtime);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await context.EnlistInOutboxAsync(new DatabaseEnvelopeTransaction((IMessageDatabase)context.Storage, transaction));
        var version = await ProductUpdate.ExecuteAsync(connection, write, cancellationToken);
        await context.PublishAsync(new ProductChanged(write.ProductId, version, Encoding.UTF8.GetString(write.State)));
        await transaction.CommitAsync(cancellationToken);
        await context.FlushOutgoingMessagesAsync();
        return version;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
