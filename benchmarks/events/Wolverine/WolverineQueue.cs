using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RusToK.Benchmarks.Events.Contestants;
using Wolverine.Postgresql;
using Wolverine.Runtime;

namespace RusToK.Benchmarks.Events.Wolverine;

/// <summary>
/// Wolverine's PostgreSQL queue between two services: outbox in the producer's transaction, queue table, inbox of the
/// receiver. Each service has envelope tables of its own, as the documentation asks for.
/// </summary>
internal sealed class WolverineQueue : IContestant
{
    private const string QueueName = "products";
    private const string TransportSchema = "queues";
    private const int Parallelism = 20;
    private const int MessagesPerPoll = 500;
    private static readonly TimeSpan PollingInterval = TimeSpan.FromMilliseconds(10);

    private ContestantContext context = null!;
    private IHost? sender;
    private IHost? receiver;

    public async Task PrepareAsync(ContestantContext context, CancellationToken cancellationToken)
    {
        this.context = context;
        sender = WolverineHost.Build(context, "bench-sender", options =>
        {
            options.Discovery.DisableConventionalDiscovery();
            options.UsePostgresqlPersistenceAndTransport(context.ConnectionString, "wolverine_sender", transportSchema: TransportSchema)
                .AutoProvision();
            options.PublishMessage<ProductChanged>().ToPostgresqlQueue(QueueName).UseDurableOutbox();
        });
        await sender.StartAsync(cancellationToken);
    }

    public async Task StartConsumersAsync(CancellationToken cancellationToken)
    {
        receiver = WolverineHost.Build(context, "bench-receiver", options =>
        {
            options.UsePostgresqlPersistenceAndTransport(
                    context.ConnectionString, "wolverine_receiver", transportSchema: TransportSchema)
                .AutoProvision()
                .EnableQueueNotifications();
            options.ListenToPostgresqlQueue(QueueName)
                .UseDurableInbox()
                .MaximumMessagesToReceive(MessagesPerPoll)
                .PollingInterval(PollingInterval)
                .MaximumParallelMessages(Parallelism);
        });
        await receiver.StartAsync(cancellationToken);
    }

    public async Task StopConsumersAsync(CancellationToken cancellationToken)
    {
        if (receiver is not null)
        {
            await receiver.StopAsync(cancellationToken);
            receiver.Dispose();
            receiver = null;
        }
    }

    public async Task<IProducer> OpenProducerAsync(CancellationToken cancellationToken) => new WolverineProducer(
        await context.DataSource.OpenConnectionAsync(cancellationToken), sender!.Services.GetRequiredService<IWolverineRuntime>());

    public async ValueTask DisposeAsync()
    {
        await StopConsumersAsync(CancellationToken.None);
        if (sender is not null)
        {
            await sender.StopAsync();
            sender.Dispose();
        }
    }
}
