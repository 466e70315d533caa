using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Caching.Composed;
using RusToK.Core.Faults;

namespace RusToK.Core.Persistence;

/// <summary>
/// Tells PostgreSQL the tenant in the same round trip as the query: both statements share the implicit transaction of one
/// extended-protocol batch, so the setting ends with it and never leaks into the pool. The reader is moved past the
/// setting's own result before Entity Framework sees it.
/// </summary>
internal sealed class TenantReadInterceptor(ActiveFaults? faults = null) : DbCommandInterceptor
{
    private const string SetTenant = "SELECT set_config('rustok.tenant_id', @rustok_tenant, true)";

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        AddTenant(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        AddTenant(command, eventData);
        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (!command.CommandText.StartsWith(SetTenant, StringComparison.Ordinal))
            return result;
        try
        {
            await result.NextResultAsync(cancellationToken);
            return result;
        }
        catch (Exception error)
        {
            SqlSpans.Fail(command, error);
            await result.DisposeAsync();
            throw;
        }
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (!command.CommandText.StartsWith(SetTenant, StringComparison.Ordinal))
            return result;
        try
        {
            result.NextResult();
            return result;
        }
        catch (Exception error)
        {
            SqlSpans.Fail(command, error);
            result.Dispose();
            throw;
        }
    }

    private void AddTenant(DbCommand command, CommandEventData eventData)
    {
        CacheReads.NoteStatement();
        if (eventData.Context is not RusToKDbContext { CurrentTenantId: var tenant } || tenant == Guid.Empty)
            return;
        command.CommandText = $"{command.Slow(faults, tenant, SetTenant)};\n{command.CommandText}";
        command.Parameters.Add(new NpgsqlParameter<string>("rustok_tenant", NpgsqlDbType.Text) { TypedValue = tenant.ToString() });
    }
}
