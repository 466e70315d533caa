using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Events;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Log;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using Xunit;

namespace RusToK.Tests.Fixtures;

/// <summary>
/// The modules in this process: commands as the API runs them, projections as the Worker does. The tests of all classes share one
/// database, each in tenants of its own; see <see cref="LoneModuleHost"/>.
/// </summary>
public class ModuleHost(SpineFixture spine) : IAsyncLifetime
{
    private const string EventsOfTenant = $"SELECT {EventLogReader.Columns} FROM events.log WHERE tenant_id = $1 ORDER BY position";

    private RunningModules _modules = null!;

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public SpineDatabase Database => _modules.Database;

    public IServiceProvider Services => _modules.Services;

    /// <summary>Connected as the API is.</summary>
    internal NpgsqlDataSource App => Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>Connected as the Worker is.</summary>
    internal NpgsqlDataSource Worker => _modules.Worker;

    internal IReadOnlyList<IProjection> Projections => [.. Services.GetServices<IProjection>()];

    internal EventTypeRegistry Registry => Services.GetRequiredService<EventTypeRegistry>();

    /// <summary>Whether the database is this one's own.</summary>
    protected virtual bool IsAlone => false;

    public async ValueTask InitializeAsync() => _modules = IsAlone ? await RunningModules.StartAsync(spine) : await spine.SharedModulesAsync();

    public async ValueTask DisposeAsync()
    {
        if (IsAlone && _modules is not null)
            await _modules.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A new tenant whose default language is English.</summary>
    public async Task<CommandContext> NewTenantAsync(string? slug = null, string? domain = null)
    {
        var id = Guid.CreateVersion7();
        var context = new CommandContext(id, "en", ActorId: null, CorrelationId: Guid.CreateVersion7());
        await SendAsync<CreateTenant, Tenant>(context, new CreateTenant("Test", slug ?? "t" + id.ToString("N"), domain, "en"));
        return context;
    }

    public Task<TResult> SendAsync<TCommand, TResult>(CommandContext context, TCommand command)
        where TCommand : ICommand<TResult> =>
        TestServices.SendAsync<TCommand, TResult>(Services, context, command);

    public Task<NodeResult> SendAsync<TCommand>(CommandContext context, TCommand command)
        where TCommand : ICommand<NodeResult> =>
        SendAsync<TCommand, NodeResult>(context, command);

    /// <summary>A tenant's events, in order.</summary>
    internal async Task<List<EventEnvelope>> ReadLogAsync(Guid tenantId)
    {
        var events = new List<EventEnvelope>();
        await using var command = _modules.Superuser.CreateCommand(EventsOfTenant);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenantId });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
            events.Add(EventLogReader.Read(reader).Envelope);
        return events;
    }

    /// <summary>The events of one aggregate, in order.</summary>
    internal async Task<List<EventEnvelope>> ReadLogAsync(Guid tenantId, Guid aggregateId) =>
        [.. (await ReadLogAsync(tenantId)).Where(e => e.AggregateId == aggregateId)];

    /// <summary>Applies events as the Worker does: one batch a projection, one transaction, its login.</summary>
    internal async Task ProjectAsync(IReadOnlyList<EventEnvelope> events)
    {
        foreach (var projection in Projections)
        {
            List<EventEnvelope> wanted = [.. events.Where(e => projection.EventTypes.Contains(e.Type))];
            if (wanted.Count == 0)
                continue;
            await using var connection = await Worker.OpenConnectionAsync(Cancellation);
            await using var batch = connection.CreateBatch();
            projection.Project(wanted, batch);
            await batch.ExecuteNonQueryAsync(Cancellation);
        }
    }

    /// <summary>Brings the read models of a tenant up to its log.</summary>
    public async Task CatchUpAsync(Guid tenantId) => await ProjectAsync(await ReadLogAsync(tenantId));

    /// <summary>A hash of a tenant's rows, by table of the read models.</summary>
    public Task<Dictionary<string, string>> HashReadModelsAsync(Guid tenantId) => HashAsync(Projections.SelectMany(p => p.Tables), tenantId);

    /// <summary>Number and hash of a tenant's rows, by table.</summary>
    public async Task<Dictionary<string, string>> HashAsync(IEnumerable<string> tables, Guid tenantId)
    {
        var hashes = new Dictionary<string, string>();
        foreach (var table in tables)
            hashes[table] = await ScalarAsync<string>(
                $"SELECT count(*) || ':' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') FROM {table} t WHERE tenant_id = $1", tenantId);
        return hashes;
    }

    /// <summary>One value, read past every restriction.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>Rows as JSON objects by column name, read past every restriction.</summary>
    public async Task<IReadOnlyList<JsonElement>> RowsAsync(string sql, params object[] parameters)
    {
        var rows = new List<JsonElement>();
        await using var command = Command($"SELECT to_jsonb(r)::text FROM ({sql}) r", parameters);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
            rows.Add(JsonElement.Parse(reader.GetString(0)));
        return rows;
    }

    /// <summary>Runs a statement past every restriction.</summary>
    public async Task<int> ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(Cancellation);
    }

    private NpgsqlCommand Command(string sql, object[] parameters)
    {
        var command = _modules.Superuser.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }
}

/// <summary>The modules on a database of their own, for tests that change what everybody sees.</summary>
public sealed class LoneModuleHost(SpineFixture spine) : ModuleHost(spine)
{
    protected override bool IsAlone => true;
}
