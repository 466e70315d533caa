using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Tags.Commands;
using RusToK.Core.Resilience;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>
/// Writers of content: most of them send the product's commands from this process, some send GraphQL mutations to the API. They go on
/// until they are told to stop, whatever fails meanwhile, and know what was acknowledged to them.
/// </summary>
internal sealed class ContentLoad(IServiceProvider services, Uri api, int commandWriters, int apiWriters) : IAsyncDisposable
{
    private const string CreateNode = """
        mutation($id: UUID!, $title: String!) {
          createNode(input: { id: $id, kind: PAGE, status: PUBLISHED, translations: [{ title: $title, body: "Through the API" }] }) { version }
        }
        """;

    /// <summary>Rest between the rounds of a writer: load, not a test of how much the machine can bear.</summary>
    public TimeSpan RoundTime { get; init; } = TimeSpan.FromMilliseconds(10);

    private readonly HttpClient _http = new() { BaseAddress = api, Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentDictionary<Guid, string> _acknowledged = new();
    private readonly ConcurrentDictionary<Guid, string> _unanswered = new();
    private CommandContext[] _tenants = [];
    private Guid[] _tags = [];
    private Task _writing = Task.CompletedTask;
    private int _events;
    private int _failures;
    private volatile int _budget;
    private volatile bool _enough;

    /// <summary>Events whose command was acknowledged.</summary>
    public int Events => Volatile.Read(ref _events);

    /// <summary>How many events there may be; the writers rest when they are there.</summary>
    public int Budget
    {
        get => _budget;
        set => _budget = value;
    }

    /// <summary>Commands and requests whose outcome the writer does not know.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>The tenants written for.</summary>
    public IEnumerable<Guid> Tenants => _tenants.Select(t => t.TenantId);

    /// <summary>Nodes whose creation the API acknowledged, and the trace of each.</summary>
    public IReadOnlyDictionary<Guid, string> Acknowledged => _acknowledged;

    /// <summary>Nodes whose creation the API was asked for and did not acknowledge, and what the client saw instead.</summary>
    public IReadOnlyDictionary<Guid, string> Unanswered => _unanswered;

    public async Task StartAsync()
    {
        _tenants = [await NewTenantAsync(), await NewTenantAsync(), await NewTenantAsync()];
        _tags = [.. await Task.WhenAll(_tenants.Select(async (tenant, i) => (await SendAsync<CreateTag, TagResult>(
            tenant, new CreateTag { Translations = [new NameText { Name = $"Tag {i}" }] })).Tag.Id))];
        var admins = new AdminTokens(services, _http);
        var tokens = apiWriters == 0 ? [] : await Task.WhenAll(_tenants.Select(t => admins.OfAsync(t.TenantId)));
        _writing = Task.WhenAll(
        [
            .. Enumerable.Range(0, commandWriters).Select(i => Task.Run(() => WriteByCommandsAsync(i))),
            .. Enumerable.Range(0, apiWriters).Select(i => Task.Run(() => WriteByApiAsync(_tenants[i % _tenants.Length], tokens[i % _tenants.Length]))),
        ]);
    }

    /// <summary>Returns when so many events are acknowledged.</summary>
    public Task ReachedAsync(int events) => Eventually.HoldsAsync(
        async () =>
        {
            if (_writing.IsCompleted)
                await _writing;
            return Events >= events;
        }, () => $"{events} events are written; there are {Events}", Eventually.Deadline, TestContext.Current.CancellationToken);

    public async Task StopAsync()
    {
        _enough = true;
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        _enough = true;
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
    }

    private async Task<CommandContext> NewTenantAsync()
    {
        var id = Guid.CreateVersion7();
        var context = new CommandContext(id, "en", null, Guid.CreateVersion7());
        await SendAsync<CreateTenant, Tenant>(context, new CreateTenant("Load", "t" + id.ToString("N"), null, "en"));
        return context;
    }

    private async Task WriteByCommandsAsync(int writer)
    {
        // Not sampled, so that a backend whose traces others wait for is not kept busy with these.
        using var unsampled = new Activity("load").Start();
        using var rounds = new PeriodicTimer(RoundTime);
        for (var i = 0; await NextRoundAsync(rounds); i++)
        {
            var (tenant, tag) = (_tenants[i % _tenants.Length], _tags[i % _tenants.Length]);
            try
            {
                var post = Posts.New($"Post {writer} {i} {Guid.NewGuid():N}", "Some **words** to search for.") with { Status = NodeStatus.Published };
                var node = (await SendAsync<CreateNode, NodeResult>(tenant, post)).Node;
                Interlocked.Add(ref _events, 2);
                if (i % 4 == 0)
                    await SendAsync(tenant, new TranslateNode(node.Id, Posts.Text($"Beitrag {writer} {i} {Guid.NewGuid():N}", "Worte", "de")));
                if (i % 8 == 1)
                    await SendAsync(tenant, new AttachTags(node.Id, [tag]));
                if (i % 8 == 2)
                    await SendAsync(tenant, new UnpublishNode(node.Id));
                if (i % 16 == 3)
                    await SendAsync(tenant, new DeleteNode(node.Id));
            }
            catch (Exception error) when (error is UnavailableException or OutcomeUnknownException or NpgsqlException or TimeoutException or IOException or Core.Errors.ConflictException)
            {
                // PostgreSQL is being restarted. Whether the command was committed is for the audit to say.
                Interlocked.Increment(ref _failures);
            }
        }
    }

    /// <summary>Waits for the next round within the budget; false when there shall be none.</summary>
    private async Task<bool> NextRoundAsync(PeriodicTimer rounds)
    {
        do
            await rounds.WaitForNextTickAsync();
        while (Events >= _budget && !_enough);
        return !_enough;
    }

    private async Task WriteByApiAsync(CommandContext tenant, string token)
    {
        using var rounds = new PeriodicTimer(RoundTime);
        while (await NextRoundAsync(rounds))
        {
            var id = Guid.CreateVersion7();
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
                {
                    Content = JsonContent.Create(new { query = CreateNode, variables = new { id, title = $"Page {id:N}" } }),
                };
                request.Headers.Add("X-Tenant-ID", tenant.TenantId.ToString());
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var response = await _http.SendAsync(request, CancellationToken.None);
                var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
                if (!response.IsSuccessStatusCode || answer.TryGetProperty("errors", out _))
                    throw new HttpRequestException(answer.ToString());
                _acknowledged[id] = answer.GetProperty("extensions").GetProperty("traceId").GetString()!;
                Interlocked.Add(ref _events, 2);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or JsonException or OperationCanceledException)
            {
                _unanswered[id] = error.ToString();
                Interlocked.Increment(ref _failures);
            }
        }
    }

    private async Task SendAsync<TCommand>(CommandContext tenant, TCommand command)
        where TCommand : ICommand<NodeResult>
    {
        await SendAsync<TCommand, NodeResult>(tenant, command);
        Interlocked.Increment(ref _events);
    }

    private Task<TResult> SendAsync<TCommand, TResult>(CommandContext tenant, TCommand command)
        where TCommand : ICommand<TResult> =>
        TestServices.SendAsync<TCommand, TResult>(services, tenant, command);
}
