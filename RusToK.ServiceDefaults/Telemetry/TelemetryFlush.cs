using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>
/// Sends what has been recorded before the process ends, once everything else has stopped. The SDK alone gives its queue five
/// seconds when it is disposed of, which a busy backend uses up, and says nothing of what it threw away.
/// </summary>
internal sealed partial class TelemetryFlush(IServiceProvider services, ILogger<TelemetryFlush> logger) : IHostedLifecycleService
{
    /// <summary>Longest wait for the backend; a dead one must not keep the process from ending.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        // Each of them blocks its thread.
        var milliseconds = (int)Longest.TotalMilliseconds;
        var flushed = await Task.WhenAll(
            FlushAsync(services.GetService<TracerProvider>(), p => p.ForceFlush(milliseconds)),
            FlushAsync(services.GetService<LoggerProvider>(), p => p.ForceFlush(milliseconds)),
            FlushAsync(services.GetService<MeterProvider>(), p => p.ForceFlush(milliseconds)));
        if (flushed.Contains(false))
            LogIncomplete(logger, Longest.TotalSeconds);
    }

    private static Task<bool> FlushAsync<TProvider>(TProvider? provider, Func<TProvider, bool> flush)
        where TProvider : class =>
        provider is null ? Task.FromResult(true) : Task.Run(() => flush(provider));

    [LoggerMessage(1, LogLevel.Warning, "The telemetry backend has not taken everything within {Seconds} s; the rest is lost with this process")]
    private static partial void LogIncomplete(ILogger logger, double seconds);
}
