using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Persistence;

namespace RusToK.Core.DeadLetters.Commands;

/// <summary>Gives dead letters up for good; a rebuild leaves them out as well.</summary>
[CommandName("deadletters.discard_letters")]
public sealed record DiscardDeadLetters(IReadOnlyList<Guid> Ids) : ICommand<IReadOnlyList<DeadLetter>>;

internal sealed class DiscardDeadLettersHandler(DeadLetterQueries letters, WriteBatchFactory writes) : ICommandHandler<DiscardDeadLetters, IReadOnlyList<DeadLetter>>
{
    private const string Discard =
        "UPDATE events.dead_letters SET status = 'discarded', resolved_at = clock_timestamp() WHERE tenant_id = $1 AND id = ANY ($2) AND status = 'dead'";

    public async Task<IReadOnlyList<DeadLetter>> HandleAsync(DiscardDeadLetters command, CommandContext context, CancellationToken cancellationToken)
    {
        await letters.RequireDeadAsync(context.TenantId, command.Ids, cancellationToken);
        await writes.Begin(context)
            .Execute(Discard, new NpgsqlParameter<Guid> { TypedValue = context.TenantId }, new NpgsqlParameter<Guid[]> { TypedValue = [.. command.Ids] })
            .CommitAsync(cancellationToken);
        return await letters.FindAsync(context.TenantId, [.. command.Ids], cancellationToken);
    }
}
