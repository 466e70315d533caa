using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Tags.Commands;
using RusToK.Core.Events;
using RusToK.Core.Events.Log;
using RusToK.Core.Faults;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Commands;
using RusToK.Core.Webhooks.Deliveries;
using RusToK.Core.Webhooks.Targets;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Worker.Webhooks;
using Xunit;

namespace RusToK.Tests.Webhooks;

/// <summary>
/// A database of its own with the modules as the API and as the Worker have them. A test says when events become deliveries, and starts
/// deliverers with pauses as short as it needs them.
/// </summary>
internal sealed class WebhookWorld : IAsyncDisposable
{
    private const string Events = $"SELECT {EventLogReader.Columns} FROM events.log WHERE NOT (id = ANY ($1)) ORDER BY position";

    private readonly ServiceProvider _api;
    private readonly ServiceProvider _worker;
    private readonly HashSet<Guid> _fannedOut = [];
    private readonly List<(WebhookDeliverer Deliverer, DeliverySender Sender)> _deliverers = [];

    private WebhookWorld(SpineDatabase database, bool allowPrivate)
    {
        Database = database;
        (string, string)[] settings = [("Webhooks:AllowPrivateAddresses", allowPrivate ? "true" : "false")];
        _api = TestServices.Build(database.App, settings);
        _worker = TestServices.Build(database.Worker, settings);
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public SpineDatabase Database { get; }

    public IServiceProvider Worker => _worker;

    /// <summary>Short pauses; everything else as it is.</summary>
    public static DeliveryOptions Quick => new()
    {
        Timeout = TimeSpan.FromSeconds(10),
        RetryDelay = TimeSpan.FromMilliseconds(20),
        MaxRetryDelay = TimeSpan.FromMilliseconds(200),
        BreakerThreshold = 1000,
        PollInterval = TimeSpan.FromMilliseconds(10),
    };

    public static async Task<WebhookWorld> StartAsync(SpineFixture spine, bool allowPrivate = true) => new(await spine.CreateDatabaseAsync(Cancellation), allowPrivate);

    public async Task<CommandContext> NewTenantAsync()
    {
        var id = Guid.CreateVersion7();
        var context = new CommandContext(id, "en", ActorId: null, CorrelationId: Guid.CreateVersion7());
        await SendAsync<CreateTenant, Tenant>(context, new CreateTenant("Test", "t" + id.ToString("N"), null, "en"));
        return context;
    }

    public Task<TResult> SendAsync<TCommand, TResult>(CommandContext context, TCommand command)
        where TCommand : ICommand<TResult> =>
        TestServices.SendAsync<TCommand, TResult>(_api, context, command);

    public Task<WebhookWithSecret> NewWebhookAsync(CommandContext tenant, string url, params string[] events) =>
        SendAsync<CreateWebhook, WebhookWithSecret>(tenant, new CreateWebhook(url, events.Length == 0 ? ["tag.*"] : events));

    /// <summary>Something happens: one event, <c>tag.created</c>.</summary>
    public async Task<Guid> NewTagAsync(CommandContext tenant) =>
        (await SendAsync<CreateTag, TagResult>(tenant, new CreateTag { Translations = [Posts.Name("Tag " + Guid.NewGuid().ToString("N"))] })).Tag.Id;

    /// <summary>Makes deliveries of the events since the last call, as the consumer group does.</summary>
    public async Task FanOutAsync(Activity? handling = null)
    {
        var events = new List<EventEnvelope>();
        await using var source = NpgsqlDataSource.Create(Database.Superuser + ";Pooling=false");
        await using (var command = source.CreateCommand(Events))
        {
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. _fannedOut] });
            await using var reader = await command.ExecuteReaderAsync(Cancellation);
            while (await reader.ReadAsync(Cancellation))
                events.Add(EventLogReader.Read(reader).Envelope);
        }

        await FanOutAsync(events, handling);
        _fannedOut.UnionWith(events.Select(e => e.Id));
    }

    /// <summary>Makes deliveries of events, whatever was made of them before.</summary>
    public async Task FanOutAsync(IReadOnlyList<EventEnvelope> events, Activity? handling = null)
    {
        await using var connection = await _worker.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(Cancellation);
        await using var batch = connection.CreateBatch();
        _worker.GetRequiredService<DeliveryFanOut>().Project(events, [.. events.Select(_ => handling)], batch);
        await batch.ExecuteNonQueryAsync(Cancellation);
    }

    public async Task StartDelivererAsync(DeliveryOptions? options = null, IHostAddresses? hosts = null, ILogger<WebhookDeliverer>? logger = null, ActiveFaults? faults = null)
    {
        var validated = Options.Create(options ?? Quick);
        var sender = new DeliverySender(_worker.GetRequiredService<TargetRules>(), hosts ?? new DnsAddresses(), validated, TimeProvider.System, faults);
        var deliverer = new WebhookDeliverer(
            new DeliveryQueue(_worker.GetRequiredService<NpgsqlDataSource>(), validated), sender, _worker.GetRequiredService<IServiceScopeFactory>(),
            validated, TimeProvider.System, logger ?? NullLogger<WebhookDeliverer>.Instance);
        _deliverers.Add((deliverer, sender));
        await deliverer.StartAsync(Cancellation);
    }

    public async Task StopDeliverersAsync()
    {
        foreach (var (deliverer, sender) in _deliverers)
        {
            await deliverer.StopAsync(CancellationToken.None);
            deliverer.Dispose();
            sender.Dispose();
        }

        _deliverers.Clear();
    }

    /// <summary>How many deliveries have a status.</summary>
    public Task<long> CountAsync(string status) => Database.ScalarAsync<long>($"SELECT count(*) FROM webhooks.deliveries WHERE status = '{status}'");

    public Task<string> BreakerAsync() => Database.ScalarAsync<string>("SELECT coalesce((SELECT state FROM webhooks.breakers), 'closed')");

    /// <summary>Outcomes of all attempts, in the order they began.</summary>
    public async Task<string[]> OutcomesAsync() => await Database.ScalarAsync<string[]>(
        "SELECT coalesce(array_agg(concat_ws(' ', outcome, status_code) ORDER BY at), ARRAY[]::text[]) FROM webhooks.attempts");

    public async ValueTask DisposeAsync()
    {
        await StopDeliverersAsync();
        await _api.DisposeAsync();
        await _worker.DisposeAsync();
    }
}

/// <summary>A name server that answers as a test says, and remembers how often it was asked.</summary>
internal sealed class TestHosts(params IPAddress[][] answers) : IHostAddresses
{
    private int _asked;

    public int Asked => Volatile.Read(ref _asked);

    /// <summary>The next answer; the last one again and again.</summary>
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Task.FromResult(answers[Math.Min(Interlocked.Increment(ref _asked), answers.Length) - 1]);
}
