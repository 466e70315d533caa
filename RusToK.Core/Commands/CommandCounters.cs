using Microsoft.Extensions.Hosting;

namespace RusToK.Core.Commands;

/// <summary>Makes the observers of commands when the process starts, and with them the series that begin at zero: the first command would be too late.</summary>
internal sealed class CommandCounters(IEnumerable<ICommandObserver> observers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = observers.Count();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
