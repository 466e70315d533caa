using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Commands;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Import.Jobs;

/// <summary>
/// Takes files to import. Each piece is committed as it comes, so a slow client holds no connection; an upload that does not come to its end
/// is removed.
/// </summary>
public sealed class ImportUploads
{
    private const int PieceBytes = 1024 * 1024;

    private const string Begin = """
        INSERT INTO imports.jobs (tenant_id, id, format, file_name, options, requested_by, traceparent) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string AddPiece = "INSERT INTO imports.pieces (tenant_id, job_id, no, content) VALUES ($1, $2, $3, $4)";

    private const string Finish = """
        UPDATE imports.jobs SET status = 'requested', bytes = $3, requested_at = clock_timestamp() WHERE tenant_id = $1 AND id = $2 AND status = 'uploading'
        """;

    private const string Remove = "DELETE FROM imports.jobs WHERE tenant_id = $1 AND id = $2 AND status = 'uploading'";

    private readonly WriteBatchFactory _writes;
    private readonly ImportJobQueries _jobs;
    private readonly ImportJobOptions _options;

    internal ImportUploads(WriteBatchFactory writes, ImportJobQueries jobs, IOptions<ImportJobOptions> options) =>
        (_writes, _jobs, _options) = (writes, jobs, options.Value);

    /// <summary>Takes a file to its end; the import begins when a Worker is free.</summary>
    /// <param name="tenant">Whose content it becomes.</param>
    /// <param name="context">On whose behalf.</param>
    /// <param name="format">What the file is.</param>
    /// <param name="options">How to import it.</param>
    /// <param name="fileName">What it is called where it comes from.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="InvalidInputException">An option is not possible, or the file is empty or too large.</exception>
    /// <exception cref="ConflictException">Too many imports of the tenant have not ended.</exception>
    public async Task<ImportJob> ReceiveAsync(
        ResolvedTenant tenant, CommandContext context, ImportFormat format, ImportOptions options, string? fileName, Stream file, CancellationToken cancellationToken)
    {
        var errors = ImportJobRules.Check(tenant, format, options, fileName).ToList();
        if (errors.Count > 0)
            throw new InvalidInputException(errors);
        if (await _jobs.CountOpenAsync(tenant.Id, cancellationToken) >= _options.MaxOpen)
            throw new ConflictException($"{_options.MaxOpen} imports have not ended; wait for one, or cancel it.", rule: "count");

        var id = Guid.CreateVersion7();
        await _writes.Begin(context)
            .Execute(
                Begin, Key(tenant.Id), Key(id),
                new NpgsqlParameter<string> { TypedValue = EnumText<ImportFormat>.Of(format) },
                Optional(fileName, NpgsqlDbType.Text),
                new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(options, ImportJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
                Optional(context.ActorId, NpgsqlDbType.Uuid),
                Optional(Activity.Current?.Id, NpgsqlDbType.Text))
            .CommitAsync(cancellationToken);
        try
        {
            var bytes = await StoreAsync(id, context, file, cancellationToken);
            await _writes.Begin(context).Execute(Finish, Key(tenant.Id), Key(id), new NpgsqlParameter<long> { TypedValue = bytes }).CommitAsync(cancellationToken);
        }
        catch
        {
            // A Worker removes it in an hour when this cannot.
            await _writes.Begin(context).Execute(Remove, Key(tenant.Id), Key(id)).CommitAsync(CancellationToken.None);
            throw;
        }

        return (await _jobs.FindAsync(tenant.Id, id, cancellationToken))!;
    }

    private async Task<long> StoreAsync(Guid id, CommandContext context, Stream file, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        long bytes = 0;
        for (var no = 0; ; no++)
        {
            var read = await file.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, cancellationToken);
            bytes += read;
            if (bytes == 0)
                throw new InvalidInputException("body", "required", "The body must be the file itself; it is empty.");
            if (bytes > _options.MaxFileBytes)
                throw new InvalidInputException("body", "size", $"The file must have at most {_options.MaxFileBytes} bytes.");
            if (read > 0)
                await _writes.Begin(context)
                    .Execute(
                        AddPiece, Key(context.TenantId), Key(id), new NpgsqlParameter<int> { TypedValue = no },
                        new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = piece.AsMemory(0, read), NpgsqlDbType = NpgsqlDbType.Bytea })
                    .CommitAsync(cancellationToken);
            if (read < PieceBytes)
                return bytes;
        }
    }

    private static NpgsqlParameter<Guid> Key(Guid id) => new() { TypedValue = id };

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
