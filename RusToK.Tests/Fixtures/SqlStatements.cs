using System.Collections.Concurrent;
using System.Diagnostics;

namespace RusToK.Tests.Fixtures;

/// <summary>The round trips to one database, by their spans: counted where Npgsql makes them, whoever asked for them.</summary>
internal sealed class SqlStatements : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public SqlStatements(SpineDatabase database)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.Kind == ActivityKind.Client && span.GetTagItem("db.namespace") is string name && name == database.Name && !IsConnect(span))
                    _spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Names of all statements so far.</summary>
    public IReadOnlyList<string> All => [.. _spans.Select(s => s.DisplayName)];

    /// <summary>Names of a trace's statements, in the order they ended.</summary>
    public IReadOnlyList<string> OfTrace(string traceId) => [.. _spans.Where(s => s.TraceId.ToHexString() == traceId).Select(s => s.DisplayName)];

    private static bool IsConnect(Activity span) => span.DisplayName.StartsWith("CONNECT", StringComparison.Ordinal);

    public void Dispose() => _listener.Dispose();
}
