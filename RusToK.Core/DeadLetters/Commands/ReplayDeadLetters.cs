using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Commands;
using RusToK.Core.Persistence;

namespace RusToK.Core.DeadLetters.Commands;

/// <summary>
/// Asks for dead letters again. The worker that owns the partition applies each in its order; the replay is a trace of its own, linked to the
/// original and to this command.
/// </summary>
[CommandName("deadletters.replay_letters")]
public sealed record ReplayDeadLetters(IReadOnlyList<Guid> Ids) : ICommand<IReadOnlyList<DeadLetter>>;

internal sealed class ReplayDeadLettersHandler(DeadLetterQueries letters, WriteBatchFactory writes) : ICommandHandler<ReplayDeadLetters, IReadOnlyList<DeadLetter>>
{
    private const string Replay = """
        UPDATE events.dead_letters SET status = 'replaying', replay_traceparent = $3, replay_requested_by = $4
         WHERE tenant_id = $1 AND id = ANY ($2) AND status = 'dead'
        """;

    public async Task<IReadOnlyList<DeadLetter>> HandleAsync(ReplayDeadLetters command, CommandContext context, CancellationToken cancellationToken)
    {
        await letters.RequireDeadAsync(context.TenantId, command.Ids, cancellationToken);
        await writes.Begin(context)
            .Execute(
                Replay,
                new NpgsqlParameter<Guid> { TypedValue = context.TenantId },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. command.Ids] },
                new NpgsqlParameter { Value = (object?)Activity.Current?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter { Value = (object?)context.ActorId?.ToString() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text })
            .CommitAsync(cancellationToken);
        return await letters.FindAsync(context.TenantId, [.. command.Ids], cancellationToken);
    }
}
