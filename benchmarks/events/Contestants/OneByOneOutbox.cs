using Npgsql;
using NpgsqlTypes;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>
/// The outbox as it is usually shown: pollers lock one row with FOR UPDATE SKIP LOCKED, apply it, delete it, commit.
/// </summary>
internal sealed class OneByOneOutbox : IContestant
{
    private const int Pollers = 8;
    private static readonly TimeSpan IdleDelay = TimeSpan.FromMilliseconds(5);
    private ContestantContext context = null!;
    private PollingConsumers consumers = null!;

    public async Task PrepareAsync(ContestantContext context, CancellationToken cancellationToken)
    {
        this.context = context;
        consumers = new PollingConsumers(Pollers, HandleOneAsync, IdleDelay);
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

    private async Task<bool> HandleOneAsync(CancellationToken cancellationToken)
    {
        await using var connection = await context.DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        long id;
        int productId;
        int version;
        string state;
        await using (NpgsqlCommand select = new(
            $"select id, product_id, version, payload from {OutboxTable.Name} order by id limit 1 for update skip locked", connection))
        {
            await using var reader = await select.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                return false;
            }

            id = reader.GetInt64(0);
            productId = reader.GetInt32(1);
            version = reader.GetInt32(2);
            state = reader.GetString(3);
        }

        await using NpgsqlBatch apply = new(connection)
        {
            BatchCommands =
            {
                new(ReadModelRow.UpsertSql)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<int> { TypedValue = productId },
                        new NpgsqlParameter<int> { TypedValue = version },
                        new NpgsqlParameter<string> { TypedValue = state, NpgsqlDbType = NpgsqlDbType.Jsonb },
                    },
                },
                new($"delete from {OutboxTable.Name} where id = $1")
                {
                    Parameters = { new NpgsqlParameter<long> { TypedValue = id } },
                },
            },
        };
        await apply.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
