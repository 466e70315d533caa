using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RusToK.Benchmarks.Events.Contestants;
using Wolverine.Postgresql;
using Wolverine.Runtime;

namespace RusToK.Benchmarks.Events.Wolverine;

/// <summary>
/// Wolverine's durable local queue: the envelope is stored in the producer's transaction and handled from memory in the same
/// process, so there is nothing to pause.
/// </summary>
internal sealed class WolverineLocal : IContestant
{
    private const int Parallelism = 20;
    private ContestantContext context = null!;
    private IHost? host;

    public bool CanPause => false;

    public async Task PrepareAsync(ContestantContext context, CancellationToken cancellationToken)
    {
        this.context = context;
        host = WolverineHost.Build(context, "bench", options =>
        {
            options.PersistMessagesWithPostgresql(context.DataSource, "wolverine");
            options.LocalQueueFor<ProductChanged>().UseDurableInbox().MaximumParallelMessages(Parallelism);
        });
        await host.StartAsync(cancellationToken);
    }

    public Task StartConsumersAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopConsumersAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IProducer> OpenProducerAsync(CancellationToken cancellationToken) => new WolverineProducer(
        await context.DataSource.OpenConnectionAsync(cancellationToken), host!.Services.GetRequiredService<IWolverineRuntime>());

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.StopAsync();
            host.Dispose();
        }
    }
}
