using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Import.Jobs;

namespace RusToK.Worker.Import;

/// <summary>The imports that wait in PostgreSQL, and what is told of them.</summary>
internal sealed class ImportQueue(NpgsqlDataSource dataSource)
{
    private const int MaxError = 500;

    private const string Open = """
        SELECT DISTINCT ON (tenant_id) tenant_id, id FROM imports.jobs WHERE status IN ('requested', 'running') AND retry_at <= clock_timestamp()
         ORDER BY tenant_id, id
        """;

    /// <summary>A running one whose turn is free was left by a Worker that is gone.</summary>
    private const string Take = """
        UPDATE imports.jobs SET status = 'running', started_at = coalesce(started_at, clock_timestamp()), attempts = attempts + 1
         WHERE tenant_id = $1 AND id = $2 AND status IN ('requested', 'running') AND retry_at <= clock_timestamp()
        RETURNING format, options::text, traceparent, cancel_requested, attempts
        """;

    private const string Advance = "UPDATE imports.jobs SET progress = $3 WHERE tenant_id = $1 AND id = $2 RETURNING cancel_requested";

    private const string Conclude = """
        UPDATE imports.jobs SET status = $3, report = $4, error = $5, progress = NULL, finished_at = clock_timestamp() WHERE tenant_id = $1 AND id = $2
        """;

    private const string Postpone = "UPDATE imports.jobs SET retry_at = clock_timestamp() + $3 WHERE tenant_id = $1 AND id = $2";

    private const string Return = "UPDATE imports.jobs SET attempts = attempts - 1 WHERE tenant_id = $1 AND id = $2";

    private const string Content = "SELECT content FROM imports.pieces WHERE tenant_id = $1 AND job_id = $2 ORDER BY no";

    private const string Sweep = """
        DELETE FROM imports.pieces p USING imports.jobs j WHERE j.tenant_id = p.tenant_id AND j.id = p.job_id AND j.finished_at IS NOT NULL;
        DELETE FROM imports.jobs WHERE status = 'uploading' AND requested_at < clock_timestamp() - interval '1 hour';
        DELETE FROM imports.jobs WHERE finished_at < clock_timestamp() - interval '90 days'
        """;

    /// <summary>The oldest of each tenant.</summary>
    public async Task<List<(Guid TenantId, Guid Id)>> OpenAsync(CancellationToken cancellationToken)
    {
        var open = new List<(Guid, Guid)>();
        await using var command = dataSource.CreateCommand(Open);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            open.Add((reader.GetGuid(0), reader.GetGuid(1)));
        return open;
    }

    /// <returns>Null when it has ended meanwhile.</returns>
    public static async Task<RequestedImport?> TakeAsync(NpgsqlConnection session, Guid tenantId, Guid id, CancellationToken cancellationToken)
    {
        await using var command = Command(Take, session, tenantId, id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new RequestedImport(
                tenantId, id, Enum.Parse<ImportFormat>(reader.GetString(0), ignoreCase: true),
                JsonSerializer.Deserialize<ImportOptions>(reader.GetString(1), JsonSerializerOptions.Web)!,
                reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetBoolean(3), reader.GetInt32(4))
            : null;
    }

    /// <returns>Whether somebody wants it stopped.</returns>
    public static async Task<bool> AdvanceAsync(NpgsqlConnection session, RequestedImport job, ImportJobProgress progress, CancellationToken cancellationToken)
    {
        await using var command = Command(Advance, session, job.TenantId, job.Id, Json(progress));
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public static async Task ConcludeAsync(NpgsqlConnection session, RequestedImport job, string status, object? report, string? error, CancellationToken cancellationToken)
    {
        await using var command = Command(
            Conclude, session, job.TenantId, job.Id,
            new NpgsqlParameter<string> { TypedValue = status },
            Json(report),
            new NpgsqlParameter { Value = error is null ? DBNull.Value : error[..Math.Min(error.Length, MaxError)], NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task PostponeAsync(RequestedImport job, TimeSpan pause, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = Command(Postpone, connection, job.TenantId, job.Id, new NpgsqlParameter<TimeSpan> { TypedValue = pause });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Leaves it to the next Worker: one that is told to stop has not died of it.</summary>
    public static async Task ReturnAsync(NpgsqlConnection session, RequestedImport job, CancellationToken cancellationToken)
    {
        await using var command = Command(Return, session, job.TenantId, job.Id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The file, on disk while it is open: an import may read it several times.</summary>
    public async Task<FileStream> FileAsync(RequestedImport job, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"rustok-import-{job.Id:N}-{Environment.ProcessId}"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await using var command = Command(Content, connection, job.TenantId, job.Id);
            await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                await file.WriteAsync(await reader.GetFieldValueAsync<byte[]>(0, cancellationToken), cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Removes files of imports that have ended, uploads that did not come to their end, and what ended long ago.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Sweep);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(string sql, NpgsqlConnection connection, Guid tenantId, Guid id, params ReadOnlySpan<NpgsqlParameter> more)
    {
        var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = tenantId }, new NpgsqlParameter<Guid> { TypedValue = id } },
        };
        foreach (var parameter in more)
            command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter Json(object? value) => new()
    {
        Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
        NpgsqlDbType = NpgsqlDbType.Jsonb,
    };
}

/// <summary>An import that a Worker has taken.</summary>
internal sealed record RequestedImport(
    Guid TenantId, Guid Id, ImportFormat Format, ImportOptions Options, string? TraceParent, bool IsCancelled, int Attempts);
