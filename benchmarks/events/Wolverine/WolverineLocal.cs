using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RusToK.Benchmarks.Events.Contestants;
using Wolverine;
using Wolverine.Postgresql;
using Wolverine.Runtime;

namespace RusToK.Benchmarks.Events.Wolverine;

/// <summary>
/// Wolverine's durable local queue: the envelope is stored in the producer's transaction and handled from memory in the same
/// process. Events cannot wait in the database alone, so stopped consumers are handlers that wait.
/// </summary>
internal sealed class WolverineLocal : IContestant
{
    private const int Parallelism = 20;
    private readonly ProjectionGate gate = new();
    private ContestantContext context = null!;
    private IHost? host;

    public async Task PrepareAsync(ContestantContext context, CancellationToken cancellationToken)
    {
        this.context = context;
        host = WolverineHost.Build(context, gate, "bench", options =>
        {
            options.PersistMessagesWithPostgresql(context.DataSource, "wolverine");
            options.LocalQueueFor<ProductChanged>().UseDurableInbox().MaximumParallelMessages(Parallelism);
        });
        await host.StartAsync(cancellationToken);
    }

    public Task StartConsumersAsync(CancellationToken cancellationToken)
    {
        gate.Open();
        return Task.CompletedTask;
    }

    public Task StopConsumersAsync(CancellationToken cancellationToken)
    {
        gate.Close();
        return Task.CompletedTask;
    }

    public async Task<IProducer> OpenProducerAsync(CancellationToken cancellationToken) => new WolverineProducer(
        await context.DataSource.OpenConnectionAsync(cancellationToken), host!.Services.GetRequiredService<IWolverineRuntime>());

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            gate.Open();
            await host.StopAsync();
            host.Dispose();
        }
    }
}
