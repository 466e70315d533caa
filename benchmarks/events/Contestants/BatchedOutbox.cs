namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>
/// A tuned outbox: one poller deletes a batch, keeps the newest event of each product and upserts them, all in one statement
/// and so one round trip and one transaction. The payload never leaves the server, which a projection written in C# cannot have.
/// </summary>
internal sealed class BatchedOutbox : IContestant
{
    private const int BatchSize = 500;
    private static readonly TimeSpan IdleDelay = TimeSpan.FromMilliseconds(1);

    private static readonly string HandleBatchSql =
        $"""
         with taken as (
             delete from {OutboxTable.Name}
             where id = any (array(select id from {OutboxTable.Name} order by id limit {BatchSize} for update skip locked))
             returning product_id, version, payload
         ), newest as (
             select distinct on (product_id) product_id, version, payload from taken order by product_id, version desc
         ), applied as (
             insert into bench_read_model as r (product_id, version, state)
             select product_id, version, payload from newest
             on conflict (product_id) do update set version = excluded.version, state = excluded.state
             where r.version < excluded.version
         )
         select count(*) from taken
         """;

    private ContestantContext context = null!;
    private PollingConsumers consumers = null!;

    public async Task PrepareAsync(ContestantContext context, CancellationToken cancellationToken)
    {
        this.context = context;
        consumers = new PollingConsumers(1, HandleBatchAsync, IdleDelay);
        await OutboxTable.CreateAsync(context.DataSource, cancellationToken);
    }

    public Task StartConsumersAsync(CancellationToken cancellationToken)
    {
        consumers.Start();
        return Task.CompletedTask;
    }

    public Task StopConsumersAsync(CancellationToken cancellationToken) => consumers.StopAsync();

    public async Task<IProducer> OpenProducerAsync(CancellationToken cancellationToken) =>
        new OneRoundTripProducer(await context.DataSource.OpenConnectionAsync(cancellationToken), OutboxTable.Name);

    public async ValueTask DisposeAsync()
    {
        if (consumers is not null)
        {
            await consumers.DisposeAsync();
        }
    }

    private async Task<bool> HandleBatchAsync(CancellationToken cancellationToken)
    {
        await using var command = context.DataSource.CreateCommand(HandleBatchSql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! > 0;
    }
}
