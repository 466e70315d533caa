using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using StackExchange.Redis;
using Xunit;

namespace RusToK.Tests.Caching;

/// <summary>What readers are shown is remembered, in both replicas, until an event says otherwise.</summary>
public sealed class PublishedContentCacheTests(CachedReplicas replicas, ITestOutputHelper output) : IClassFixture<CachedReplicas>
{
    private const string ById = "query($id: UUID!) { node(id: $id) { id title body } }";
    private const string BySlug = "query($slug: String!) { node(kind: POST, slug: $slug) { id title } }";
    private const string List = "{ nodes(first: 10) { nodes { title } } }";

    [Fact]
    public async Task Five_hundred_that_ask_at_once_cost_one_statement()
    {
        var (tenant, id) = await PublishedAsync("Asked for by many");
        await CachedReplicas.AskAsync(replicas.First, tenant, "{ tenant { id } }");
        using var seen = new SqlStatements(replicas.Modules.Database);

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => CachedReplicas.AskAsync(replicas.First, tenant, ById, new { id })));

        Assert.All(answers, answer => Assert.Equal("Asked for by many", (string?)answer["data"]!["node"]!["title"]));
        Assert.Single(seen.All, IsOfNodes);
    }

    [Fact]
    public async Task What_one_replica_has_loaded_the_other_finds_in_Redis()
    {
        var (tenant, id, title) = await LoadedIntoRedisAsync();
        using var seen = new SqlStatements(replicas.Modules.Database);

        Assert.Equal(title, (string?)(await CachedReplicas.AskAsync(replicas.Second, tenant, ById, new { id }))["data"]!["node"]!["title"]);

        Assert.DoesNotContain(seen.All, IsOfNodes);
    }

    [Fact]
    public async Task A_change_is_seen_by_both_replicas_within_a_second()
    {
        var (tenant, id) = await PublishedAsync("Before");
        await WarmAsync(tenant, id);

        await replicas.Modules.SendAsync(tenant, new TranslateNode(id, Posts.Text("After")));
        var elapsed = Stopwatch.StartNew();
        await replicas.CatchUpAsync(tenant);
        await Eventually.HoldsAsync(
            async () => await TitleAsync(replicas.First, tenant, id) == "After" && await TitleAsync(replicas.Second, tenant, id) == "After"
                && await FirstOfListAsync(replicas.First, tenant) == "After" && await FirstOfListAsync(replicas.Second, tenant) == "After",
            ModuleHost.Cancellation);

        output.WriteLine($"Seen by both after {elapsed.ElapsedMilliseconds} ms");
        Assert.True(elapsed.Elapsed < TimeSpan.FromSeconds(1), $"took {elapsed.Elapsed}");
    }

    [Fact]
    public async Task What_is_no_longer_published_is_no_longer_shown()
    {
        var (tenant, id) = await PublishedAsync("For a while");
        await WarmAsync(tenant, id);

        await replicas.Modules.SendAsync(tenant, new UnpublishNode(id));
        await replicas.CatchUpAsync(tenant);

        await Eventually.HoldsAsync(
            async () => await TitleAsync(replicas.First, tenant, id) is null && await TitleAsync(replicas.Second, tenant, id) is null, ModuleHost.Cancellation);
    }

    [Fact]
    public async Task That_there_is_nothing_is_remembered_until_there_is()
    {
        var tenant = await replicas.Modules.NewTenantAsync();
        var slug = "s" + Guid.NewGuid().ToString("N");
        await CachedReplicas.AskAsync(replicas.First, tenant, "{ tenant { id } }");
        using (var seen = new SqlStatements(replicas.Modules.Database))
        {
            for (var i = 0; i < 20; i++)
                Assert.Null((await CachedReplicas.AskAsync(replicas.First, tenant, BySlug, new { slug }))["data"]!["node"]);
            Assert.Single(seen.All, IsOfNodes);
        }

        await replicas.Modules.NewNodeAsync(tenant, Posts.Published() with { Translations = [Posts.Text("There it is", slug: slug)] });
        var elapsed = Stopwatch.StartNew();
        await replicas.CatchUpAsync(tenant);
        await Eventually.HoldsAsync(
            async () => (string?)(await CachedReplicas.AskAsync(replicas.First, tenant, BySlug, new { slug }))["data"]!["node"]?["title"] == "There it is",
            ModuleHost.Cancellation);
        Assert.True(elapsed.Elapsed < TimeSpan.FromSeconds(5), $"took {elapsed.Elapsed}, which is the time after which it would have been forgotten anyway");
    }

    [Fact]
    public async Task No_draft_is_remembered()
    {
        var tenant = await replicas.Modules.NewTenantAsync();
        var mark = "draft" + Guid.NewGuid().ToString("N");
        var id = await replicas.Modules.NewNodeAsync(tenant, Posts.New(mark, mark));
        await replicas.CatchUpAsync(tenant);

        const string drafts = "query($id: UUID!) { node(id: $id, status: null) { title body } nodes(filter: { status: DRAFT }) { nodes { title } } }";
        Assert.Contains(mark, (await replicas.AskAsAdminAsync(replicas.First, tenant, drafts, new { id })).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("UNAUTHENTICATED", (await CachedReplicas.AskAsync(replicas.First, tenant, drafts, new { id })).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(mark, (await CachedReplicas.AskAsync(replicas.First, tenant, ById, new { id })).ToJsonString(), StringComparison.Ordinal);
        await PublishedAsync("Something else, so that there is something");

        Assert.DoesNotContain(await RedisValuesAsync(), value => value.Contains(mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_read_drafts_reads_past_what_is_remembered()
    {
        var (tenant, id) = await PublishedAsync("Old");
        await WarmAsync(tenant, id);

        await replicas.Modules.SendAsync(tenant, new TranslateNode(id, Posts.Text("New")));
        await replicas.Modules.CatchUpAsync(tenant.TenantId);

        Assert.Equal("New", (string?)(await replicas.AskAsAdminAsync(replicas.First, tenant, ById, new { id }))["data"]!["node"]!["title"]);
        Assert.Equal("Old", await TitleAsync(replicas.First, tenant, id));
    }

    [Fact]
    public async Task Tenants_with_the_same_slug_are_shown_their_own()
    {
        var slug = "s" + Guid.NewGuid().ToString("N");
        var (one, other) = (await replicas.Modules.NewTenantAsync(), await replicas.Modules.NewTenantAsync());
        foreach (var (tenant, title) in ((CommandContext, string)[])[(one, "Of one"), (other, "Of the other")])
        {
            await replicas.Modules.NewNodeAsync(tenant, Posts.Published() with { Translations = [Posts.Text(title, slug: slug)] });
            await replicas.CatchUpAsync(tenant);
        }

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("Of one", (string?)(await CachedReplicas.AskAsync(replicas.First, one, BySlug, new { slug }))["data"]!["node"]!["title"]);
            Assert.Equal("Of the other", (string?)(await CachedReplicas.AskAsync(replicas.First, other, BySlug, new { slug }))["data"]!["node"]!["title"]);
        }
    }

    private static bool IsOfNodes(string statement) => statement.StartsWith("SELECT read.content_", StringComparison.Ordinal);

    private async Task<(CommandContext Tenant, Guid Id)> PublishedAsync(string title)
    {
        var tenant = await replicas.Modules.NewTenantAsync();
        var id = await replicas.Modules.NewNodeAsync(tenant, Posts.Published(title, "Words"));
        // Nobody has asked for it, so nobody has to be told.
        await replicas.Modules.CatchUpAsync(tenant.TenantId);
        return (tenant, id);
    }

    private async Task WarmAsync(CommandContext tenant, Guid id)
    {
        foreach (var replica in (HttpClient[])[replicas.First, replicas.Second])
        {
            Assert.NotNull(await TitleAsync(replica, tenant, id));
            Assert.NotNull(await FirstOfListAsync(replica, tenant));
        }
    }

    private static async Task<string?> TitleAsync(HttpClient replica, CommandContext tenant, Guid id) =>
        (string?)(await CachedReplicas.AskAsync(replica, tenant, ById, new { id }))["data"]!["node"]?["title"];

    private static async Task<string?> FirstOfListAsync(HttpClient replica, CommandContext tenant) =>
        (string?)(await CachedReplicas.AskAsync(replica, tenant, List))["data"]!["nodes"]!["nodes"]!.AsArray().FirstOrDefault()?["title"];

    /// <summary>
    /// Something the first replica has loaded and Redis has got. What Redis does not take within its time is given up, as on a machine that is too busy; then another
    /// one is loaded.
    /// </summary>
    private async Task<(CommandContext Tenant, Guid Id, string Title)> LoadedIntoRedisAsync()
    {
        var loaded = default((CommandContext, Guid, string));
        await Eventually.HoldsAsync(
            async () =>
            {
                var title = "Loaded " + Guid.NewGuid().ToString("N");
                var (tenant, id) = await PublishedAsync(title);
                await CachedReplicas.AskAsync(replicas.First, tenant, ById, new { id });
                loaded = (tenant, id, title);
                var asked = Stopwatch.StartNew();
                while (asked.Elapsed < TimeSpan.FromSeconds(2))
                    if ((await RedisValuesAsync()).Any(value => value.Contains(title, StringComparison.Ordinal)))
                        return true;
                return false;
            }, ModuleHost.Cancellation, "Redis has what was loaded");
        return loaded;
    }

    /// <summary>Every field of every hash that caches keep in Redis.</summary>
    private async Task<List<string>> RedisValuesAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(replicas.Redis);
        var values = new List<string>();
        await foreach (var key in redis.GetServer(redis.GetEndPoints()[0]).KeysAsync(pattern: "rustok:cache:*"))
            values.AddRange((await redis.GetDatabase().HashGetAllAsync(key)).Select(f => (string?)f.Value ?? ""));
        return values;
    }
}
