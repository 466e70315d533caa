using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Import.Jobs.Commands;

/// <summary>Stops an import: one that waits is not begun, a running one ends within seconds. What came before stays imported.</summary>
[CommandName("import.cancel")]
public sealed record CancelImport(Guid Id) : ICommand<ImportJob>;

internal sealed class CancelImportHandler(ImportJobQueries jobs, WriteBatchFactory writes) : ICommandHandler<CancelImport, ImportJob>
{
    private const string Cancel = """
        UPDATE imports.jobs SET cancel_requested = true, status = CASE status WHEN 'requested' THEN 'cancelled' ELSE status END,
               finished_at = CASE status WHEN 'requested' THEN clock_timestamp() END
         WHERE tenant_id = $1 AND id = $2 AND status IN ('requested', 'running')
        """;

    public async Task<ImportJob> HandleAsync(CancelImport command, CommandContext context, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(context.TenantId, command.Id, cancellationToken) ?? throw NotFoundException.For("import", command.Id, "id");
        if (job.Status is not (ImportStatus.Requested or ImportStatus.Running))
            throw new ConflictException("The import has ended already.", "id", "open");
        await writes.Begin(context)
            .Execute(Cancel, new NpgsqlParameter<Guid> { TypedValue = context.TenantId }, new NpgsqlParameter<Guid> { TypedValue = command.Id })
            .CommitAsync(cancellationToken);
        return await jobs.FindAsync(context.TenantId, command.Id, cancellationToken) ?? job;
    }
}
