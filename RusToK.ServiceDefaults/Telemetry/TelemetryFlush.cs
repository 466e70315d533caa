using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>
/// Sends what has been recorded before the process ends, once everything else has stopped. The SDK alone gives its queue five
/// seconds when it is disposed of, which a busy backend uses up, and says nothing of what it threw away. At the start it brings the counter of
/// what is lost into being.
/// </summary>
internal sealed partial class TelemetryFlush(IServiceProvider services, ILogger<TelemetryFlush> logger) : IHostedLifecycleService
{
    /// <summary>Longest wait for the backend; a dead one must not keep the process from ending.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(200);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // Before, nobody listened.
        Losses.Initialize();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        // Each of them blocks its thread.
        var milliseconds = (int)Longest.TotalMilliseconds;
        var left = await Task.WhenAll(
            FlushAsync(TelemetryInstruments.Traces, services.GetService<TracerProvider>(), p => p.ForceFlush(milliseconds)),
            FlushAsync(TelemetryInstruments.Logs, services.GetService<LoggerProvider>(), p => p.ForceFlush(milliseconds)),
            FlushAsync(TelemetryInstruments.Metrics, services.GetService<MeterProvider>(), p => p.ForceFlush(milliseconds)));
        if (left.OfType<string>().ToList() is { Count: > 0 } signals)
            LogIncomplete(logger, string.Join(", ", signals), Longest.TotalSeconds);
    }

    /// <returns>The signal of which something is left when the time is over; null when nothing is.</returns>
    private static Task<string?> FlushAsync<TProvider>(string signal, TProvider? provider, Func<TProvider, bool> flush)
        where TProvider : class => Task.Run(() =>
    {
        var elapsed = Stopwatch.StartNew();
        // A reader that is scraped has nothing to flush and calls that a failure, at once.
        return provider is null || flush(provider) || elapsed.Elapsed < Longest - Slack ? null : signal;
    });

    [LoggerMessage(3001, LogLevel.Warning, "The telemetry backend has not taken all {Signals} within {Seconds} s; the rest is lost with this process",
        EventName = "telemetry.flush_incomplete")]
    private static partial void LogIncomplete(ILogger logger, string signals, double seconds);
}
