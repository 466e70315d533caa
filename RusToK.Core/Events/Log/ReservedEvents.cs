using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Commands;

namespace RusToK.Core.Events.Log;

/// <summary>
/// Identities, open <c>create</c> spans and the context of events that a SQL function may append, because only it can decide whether
/// they happen. Each has a slot, counted from 1. A span whose event did not happen is not ended, and so never exported.
/// </summary>
internal sealed class ReservedEvents(Guid[] ids, Activity?[] spans, CommandContext context, DateTimeOffset occurredAt, Activity? parent)
{
    /// <summary>The column in which a function returns the ids (<c>uuid[]</c>) of the events it has appended.</summary>
    public const string Result = "appended";

    /// <summary>The first argument of such a function. Its parameters come before all others of the statement.</summary>
    public const string Origin = "ROW($1, $2, $3, $4, $5, $6, $7, $8)::events.origin";

    public IReadOnlyList<NpgsqlParameter> Parameters =>
    [
        new NpgsqlParameter<Guid> { TypedValue = context.CorrelationId },
        new NpgsqlParameter { Value = (object?)context.CausationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
        new NpgsqlParameter { Value = (object?)context.ActorId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
        new NpgsqlParameter<DateTime> { TypedValue = occurredAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        new NpgsqlParameter { Value = (object?)parent?.TraceStateString ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        new NpgsqlParameter { Value = (object?)BaggageText.From(parent) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        new NpgsqlParameter<Guid[]> { TypedValue = ids },
        new NpgsqlParameter<string?[]> { TypedValue = [.. spans.Select(s => (s ?? parent)?.Id)] },
    ];

    /// <summary>Ends the spans of what was appended.</summary>
    public void Complete(IReadOnlySet<Guid> appended)
    {
        for (var i = 0; i < ids.Length; i++)
            if (appended.Contains(ids[i]))
                spans[i]?.Dispose();
    }
}
