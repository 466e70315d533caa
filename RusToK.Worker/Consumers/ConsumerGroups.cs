using RusToK.Core.Events.Handling;

namespace RusToK.Worker.Consumers;

/// <summary>Runs a <see cref="ConsumerGroup"/> for every consumer of events.</summary>
internal sealed class ConsumerGroups(IEnumerable<IEventConsumer> consumers, IServiceProvider services) : IHostedService
{
    private readonly List<ConsumerGroup> _groups =
        [.. consumers.Select(c => ActivatorUtilities.CreateInstance<ConsumerGroup>(services, c))];

    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_groups.Select(g => g.StartAsync(cancellationToken)));

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_groups.Select(g => g.StopAsync(cancellationToken)));
        _groups.ForEach(g => g.Dispose());
    }
}
