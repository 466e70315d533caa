using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Npgsql;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Persistence;

/// <summary>
/// Npgsql's spans of statements that travel together. Npgsql looks for a failure in the first result only, so one of a later statement is
/// put on the span here, while the reader keeps it open.
/// </summary>
internal static class SqlSpans
{
    private const string Source = "Npgsql";

    /// <summary>The command or batch of each open span. There are as many as busy connections, and only a failure looks for one.</summary>
    private static readonly ConcurrentDictionary<Activity, object> Open = new();

    static SqlSpans()
    {
        SpanFailures.WatchFor(Source);
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Source,
            ActivityStopped = static span => Open.TryRemove(span, out _),
        });
    }

    /// <summary>Describes a span that has begun, and remembers it for a command of one statement or several.</summary>
    public static void Begin(Activity span, DbCommand command)
    {
        span.SetTag(Attributes.DbQuerySummary, span.DisplayName);
        SlowStatements.Mark(span, command.CommandText);
        Open[span] = command;
    }

    /// <inheritdoc cref="Begin(Activity, DbCommand)"/>
    public static void Begin(Activity span, NpgsqlBatch batch)
    {
        span.SetTag(Attributes.DbQuerySummary, span.DisplayName);
        span.SetTag(Attributes.DbBatchSize, batch.BatchCommands.Count);
        SlowStatements.Mark(span, batch.BatchCommands[0].CommandText);
        Open[span] = batch;
    }

    /// <summary>Runs all statements of a batch and ignores what they return.</summary>
    public static async Task ExecuteAsync(this NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await batch.NextResultAsync(reader, cancellationToken))
        {
            // The rows are nobody's business.
        }
    }

    /// <summary>Moves on to the result of the next statement.</summary>
    public static async Task<bool> NextResultAsync(this NpgsqlBatch batch, DbDataReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.NextResultAsync(cancellationToken);
        }
        catch (Exception error)
        {
            Fail(batch, error);
            throw;
        }
    }

    /// <summary>Puts a failure on the open span of a command or batch, in the words Npgsql has for it.</summary>
    public static void Fail(object command, Exception error)
    {
        if (Open.FirstOrDefault(open => open.Value == command).Key is not { } span)
            return;
        if (error is PostgresException { SqlState: var state })
        {
            span.SetTag(Attributes.DbStatus, state);
            span.Fail(error, type: state, description: state);
        }
        else
        {
            span.Fail(error);
        }
    }
}
