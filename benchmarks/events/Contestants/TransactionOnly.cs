namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>The same transactions with an append-only log and nobody reading it, in one round trip or in three.</summary>
internal sealed class TransactionOnly(int roundTrips) : IContestant
{
    private ContestantContext context = null!;

    public async Task PrepareAsync(ContestantContext context, CancellationToken cancellationToken)
    {
        this.context = context;
        await using var command = context.DataSource.CreateCommand(
            """
            create table bench_log (
                position bigint generated always as identity primary key,
                product_id int not null,
                version int not null,
                payload jsonb not null)
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task StartConsumersAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopConsumersAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IProducer> OpenProducerAsync(CancellationToken cancellationToken)
    {
        var connection = await context.DataSource.OpenConnectionAsync(cancellationToken);
        return roundTrips == 1
            ? new OneRoundTripProducer(connection, "bench_log")
            : new ThreeRoundTripProducer(connection, "bench_log");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
