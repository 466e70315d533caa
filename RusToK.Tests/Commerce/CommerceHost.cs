using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Commerce;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Projection;
using RusToK.Core.Commerce.Orders.Projection;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Events;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Log;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Commerce;

/// <summary>The commerce module on a database of its own: commands as the API runs them, the projections as the Worker does.</summary>
public sealed class CommerceHost(SpineFixture spine) : IAsyncLifetime
{
    private const string Everything = $"SELECT {EventLogReader.Columns} FROM events.log ORDER BY position";

    private ServiceProvider? _services;
    private NpgsqlDataSource? _worker;
    private NpgsqlDataSource? _superuser;
    private long _projected;

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public SpineDatabase Database { get; private set; } = null!;

    public IServiceProvider Services => _services!;

    internal NpgsqlDataSource Superuser => _superuser!;

    public async ValueTask InitializeAsync()
    {
        Database = await spine.CreateDatabaseAsync(Cancellation);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:rustok", (string?)(Database.App + ";Maximum Pool Size=40"))]).Build();
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddPersistence(configuration)
            .AddCommands()
            .AddTenancy()
            .AddContent()
            .AddCommerce()
            .BuildServiceProvider();
        _worker = DataSources.Create(Database.Worker);
        _superuser = DataSources.Create(Database.Superuser + ";Command Timeout=600");
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        if (_worker is not null)
            await _worker.DisposeAsync();
        if (_superuser is not null)
            await _superuser.DisposeAsync();
    }

    /// <summary>A new tenant that speaks English.</summary>
    public async Task<CommandContext> NewTenantAsync()
    {
        var id = Guid.CreateVersion7();
        var context = new CommandContext(id, "en", null, Guid.CreateVersion7());
        await SendAsync<CreateTenant, Core.Tenancy.Tenant>(context, new CreateTenant("Test", "t" + id.ToString("N"), null, "en"));
        return context;
    }

    public async Task<TResult> SendAsync<TCommand, TResult>(CommandContext context, TCommand command)
        where TCommand : ICommand<TResult>
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CommandDispatcher>().SendAsync<TCommand, TResult>(command, context, Cancellation);
    }

    /// <summary>Sends a command on a product.</summary>
    public async Task<Product> SendAsync<TCommand>(CommandContext context, TCommand command)
        where TCommand : ICommand<ProductResult> =>
        (await SendAsync<TCommand, ProductResult>(context, command)).Product;

    /// <summary>The refusal of a command; it is an error when it is not refused so.</summary>
    public Task<TException> RefusedAsync<TException, TCommand, TResult>(CommandContext context, TCommand command)
        where TException : DomainException
        where TCommand : ICommand<TResult> =>
        Assert.ThrowsAsync<TException>(() => SendAsync<TCommand, TResult>(context, command));

    /// <summary>Every event in the log, in order, of one tenant or all.</summary>
    internal async Task<List<EventEnvelope>> ReadLogAsync(CommandContext? of = null)
    {
        var events = new List<EventEnvelope>();
        await using var command = _superuser!.CreateCommand(Everything);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
            events.Add(EventLogReader.Read(reader).Envelope);
        return of is null ? events : [.. events.Where(e => e.TenantId == of.TenantId)];
    }

    /// <summary>The records of one type that the log holds of a tenant.</summary>
    internal async Task<List<TEvent>> EventsAsync<TEvent>(CommandContext of)
        where TEvent : IEvent
    {
        var registry = Services.GetRequiredService<EventTypeRegistry>();
        return [.. (await ReadLogAsync(of)).Select(registry.Read).OfType<TEvent>()];
    }

    internal IReadOnlyList<IProjection> Projections
    {
        get
        {
            var registry = Services.GetRequiredService<EventTypeRegistry>();
            return [new CatalogProjection(registry), new OrdersProjection(registry)];
        }
    }

    /// <summary>Applies events as the Worker does: one batch, one transaction, its login.</summary>
    internal async Task ProjectAsync(IReadOnlyList<EventEnvelope> events)
    {
        foreach (var projection in Projections)
        {
            List<EventEnvelope> wanted = [.. events.Where(e => projection.EventTypes.Contains(e.Type))];
            if (wanted.Count == 0)
                continue;
            await using var connection = await _worker!.OpenConnectionAsync(Cancellation);
            await using var batch = connection.CreateBatch();
            projection.Project(wanted, batch);
            await batch.ExecuteNonQueryAsync(Cancellation);
        }
    }

    /// <summary>Applies what the log holds and was not applied yet.</summary>
    public async Task CatchUpAsync()
    {
        var events = await ReadLogAsync();
        await ProjectAsync(events.Skip((int)_projected).ToList());
        _projected = events.Count;
    }

    /// <summary>Empties the read models as a rebuild does.</summary>
    public async Task EmptyReadModelsAsync()
    {
        await using var connection = await _worker!.OpenConnectionAsync(Cancellation);
        foreach (var table in Projections.SelectMany(p => p.Tables))
        {
            await using var command = new NpgsqlCommand($"DELETE FROM {table}", connection);
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        _projected = 0;
    }

    /// <summary>A hash of every row of every read table, by table.</summary>
    public async Task<Dictionary<string, string>> HashReadModelsAsync()
    {
        var hashes = new Dictionary<string, string>();
        foreach (var table in Projections.SelectMany(p => p.Tables))
            hashes[table] = await ScalarAsync<string>($"SELECT count(*) || ':' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') FROM {table} t");
        return hashes;
    }

    /// <summary>One value, read past every restriction.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var command = _superuser!.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>Runs a statement past every restriction.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = _superuser!.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
