using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RusToK.Tests.GraphQL.Server;

/// <summary>Keeps what a host logs as errors.</summary>
internal sealed class RecordedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<Entry> _errors = new();

    public IReadOnlyCollection<Entry> Errors => _errors;

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    internal sealed record Entry(string Message, Exception? Exception);

    private sealed class Logger(RecordedLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
                logs._errors.Enqueue(new Entry(formatter(state, exception), exception));
        }
    }
}
