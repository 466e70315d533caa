using Npgsql;
using NpgsqlTypes;

namespace RusToK.Core.Persistence;

/// <summary>Hand-written SQL for one tenant: the tenant's setting travels in front of the statements, in the same round trip.</summary>
public static class TenantBatch
{
    /// <summary>A batch whose first statement tells PostgreSQL the tenant. Its result comes first and has one row.</summary>
    public static NpgsqlBatch CreateTenantBatch(this NpgsqlConnection connection, Guid tenantId)
    {
        var batch = connection.CreateBatch();
        batch.BatchCommands.Add(SetTenant(tenantId));
        return batch;
    }

    /// <summary>Adds a statement with positional parameters (<c>$1</c>, <c>$2</c> ...).</summary>
    public static NpgsqlBatch Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        batch.BatchCommands.Add(Command(sql, parameters));
        return batch;
    }

    /// <summary>Runs the batch and moves to the result of the first statement after the tenant's setting.</summary>
    public static async Task<NpgsqlDataReader> ExecuteTenantReaderAsync(this NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var reader = await batch.ExecuteReaderAsync(cancellationToken);
        try
        {
            await batch.NextResultAsync(reader, cancellationToken);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>A statement that several batches may hold one after the other; a parameter alone can be given to one statement only.</summary>
    internal static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    internal static NpgsqlBatchCommand SetTenant(Guid tenantId)
    {
        var command = new NpgsqlBatchCommand("SELECT set_config('rustok.tenant_id', $1, true)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenantId.ToString(), NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }
}
