using System.Text;
using Npgsql;
using Rebus.Activation;
using Rebus.Backoff;
using Rebus.Bus;
using Rebus.Config;
using Rebus.Config.Outbox;
using Rebus.Logging;
using Rebus.Routing.TypeBased;
using Rebus.Transport;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>
/// Rebus with its PostgreSQL outbox and transport: a one-way bus whose outbox joins the producer's transaction, a forwarder
/// that moves outbox rows to the queue table, and a receiving bus. A bus has one forwarder, so there are several senders, as
/// replicas of an API would be.
/// </summary>
internal sealed class RebusOutbox : IContestant
{
    private const string Queue = "bench-consumer";
    private const string MessageTable = "rebus_messages";
    private const string OutboxTableName = "rebus_outbox";
    private const int Workers = 2;
    private const int Parallelism = 40;
    private const int Senders = 2;

    private ContestantContext context = null!;
    private readonly BuiltinHandlerActivator[] senders = [.. Enumerable.Range(0, Senders).Select(_ => new BuiltinHandlerActivator())];
    private int opened;
    private readonly BuiltinHandlerActivator receiver = new();

    // Its receive sorts what waits, so that each one costs as much as the queue is long.
    public int? BacklogBound => 1_000;

    public Task PrepareAsync(ContestantContext context, CancellationToken cancellationToken)
    {
        this.context = context;
        // A statement prepared while the queue was empty keeps its sequential scan, which costs a full queue dearly.
        var connectionString = new NpgsqlConnectionStringBuilder(context.ConnectionString) { MaxAutoPrepare = 0 }.ConnectionString;
        receiver.Handle<ProductChanged>(message => ReadModelRow.UpsertAsync(
            context.DataSource, message.ProductId, message.Version, message.State, CancellationToken.None));
        Configure.With(receiver)
            .Logging(logging => logging.Console(LogLevel.Error))
            .Transport(transport => transport.UsePostgreSql(connectionString, MessageTable, Queue))
            .Options(options =>
            {
                options.SetNumberOfWorkers(0);
                options.SetMaxParallelism(Parallelism);
                // A worker also backs off for this long when all of its parallelism is in use; the default is 100 ms.
                options.SetBackoffTimes(TimeSpan.FromMilliseconds(10));
            })
            .Start();
        foreach (var sender in senders)
        {
            Configure.With(sender)
                .Logging(logging => logging.Console(LogLevel.Error))
                .Transport(transport => transport.UsePostgreSqlAsOneWayClient(connectionString, MessageTable))
                .Outbox(outbox => outbox.StoreInPostgreSql(connectionString, OutboxTableName))
                .Routing(routing => routing.TypeBased().Map<ProductChanged>(Queue))
                .Start();
        }

        return Task.CompletedTask;
    }

    public Task StartConsumersAsync(CancellationToken cancellationToken)
    {
        receiver.Bus.Advanced.Workers.SetNumberOfWorkers(Workers);
        return Task.CompletedTask;
    }

    public Task StopConsumersAsync(CancellationToken cancellationToken)
    {
        receiver.Bus.Advanced.Workers.SetNumberOfWorkers(0);
        return Task.CompletedTask;
    }

    public async Task<IProducer> OpenProducerAsync(CancellationToken cancellationToken) => new Producer(
        await context.DataSource.OpenConnectionAsync(cancellationToken), senders[Interlocked.Increment(ref opened) % Senders].Bus);

    public ValueTask DisposeAsync()
    {
        foreach (var sender in senders)
        {
            sender.Dispose();
        }

        receiver.Dispose();
        return ValueTask.CompletedTask;
    }

    private sealed class Producer(NpgsqlConnection connection, IBus bus) : IProducer
    {
        public async Task<int> WriteAsync(ProductWrite write, CancellationToken cancellationToken)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var version = await ProductUpdate.ExecuteAsync(connection, write, cancellationToken);
            using RebusTransactionScope scope = new();
            scope.UseOutbox(connection, transaction);
            await bus.Send(new ProductChanged(write.ProductId, version, Encoding.UTF8.GetString(write.State)));
            await scope.CompleteAsync();
            await transaction.CommitAsync(cancellationToken);
            return version;
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
