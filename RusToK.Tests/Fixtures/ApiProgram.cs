using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RusToK.Api.GraphQL.Schema;

namespace RusToK.Tests.Fixtures;

/// <summary>
/// The API's own Program in this process. Told to stop, Program ends and disposes of its host itself; the factory would do the same at
/// the same time, and what one of the two still writes would lose its connection to the other.
/// </summary>
internal abstract class ApiProgram : WebApplicationFactory<RusToKSchema>
{
    protected override IHost CreateHost(IHostBuilder builder) => new HostOfProgram(base.CreateHost(builder));

    private sealed class HostOfProgram(IHost host) : IHost
    {
        public IServiceProvider Services => host.Services;

        public Task StartAsync(CancellationToken cancellationToken) => host.StartAsync(cancellationToken);

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = lifetime.ApplicationStopped.Register(stopped.SetResult);
            lifetime.StopApplication();
            await stopped.Task.WaitAsync(Eventually.Deadline, cancellationToken);
        }

        public void Dispose()
        {
            // Program does.
        }
    }
}
