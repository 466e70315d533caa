using System.Net;
using System.Text.Json;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Telemetry;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Tests.Commerce;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using RusToK.Tests.Telemetry;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Caching;

/// <summary>What everybody may ask by a hash is answered from memory until an event says otherwise (ADR 0110).</summary>
public sealed class ResponseCacheTests(CachedReplicas replicas) : IClassFixture<CachedReplicas>
{
    private const string Hit = "cache.hit";
    private const string Miss = "cache.miss";

    private static readonly PersistedQuestion Nodes = new("query Nodes($first: Int) { nodes(first: $first) { nodes { title } } }");
    private static readonly PersistedQuestion Products = new("""query Products($currency: String) { products(currency: $currency) { nodes { title variants { sku price { amount } } } } }""");

    [Fact]
    [Proves("rustok.cache.requests")]
    public async Task The_second_answer_comes_from_memory_byte_by_byte_but_for_its_trace()
    {
        var tenant = await PublishedAsync("Once");
        await Nodes.PersistAsync(replicas.First, tenant);
        using var results = new ResponseResults();
        using var requests = new CountedMetric("rustok.cache.requests");

        using var first = await Nodes.GetAsync(replicas.First, tenant);
        using var second = await Nodes.GetAsync(replicas.First, tenant);
        using var posted = await Nodes.PostAsync(replicas.First, tenant);

        Assert.Equal((Miss, Hit, Hit), (results.Of(first), results.Of(second), results.Of(posted)));
        Assert.True(requests.Sum(("cache", "responses"), ("result", "hit")) >= 2);
        var texts = await Task.WhenAll(((HttpResponseMessage[])[first, second, posted]).Select(async r =>
            (await r.Content.ReadAsStringAsync(ModuleHost.Cancellation)).Replace(r.Headers.GetValues("X-Trace-Id").Single(), "trace", StringComparison.Ordinal)));
        Assert.Equal("""{"data":{"nodes":{"nodes":[{"title":"Once"}]}},"extensions":{"traceId":"trace"}}""", texts[0]);
        Assert.All(texts, text => Assert.Equal(texts[0], text));
    }

    [Fact]
    public async Task A_text_that_was_not_registered_is_not_kept()
    {
        var tenant = await PublishedAsync("By its text");
        using var results = new ResponseResults();

        for (var i = 0; i < 2; i++)
        {
            using var response = await replicas.First.SendAsync(Text(tenant, "{ nodes { nodes { title } } }"), ModuleHost.Cancellation);
            Assert.Null(results.Of(response));
            Assert.Null(response.Headers.ETag);
        }
    }

    [Fact]
    public async Task Whoever_has_the_answer_already_is_told_so_until_it_changes()
    {
        var (tenant, id) = await PublishedNodeAsync("Before");
        await Nodes.PersistAsync(replicas.First, tenant);
        using var first = await Nodes.GetAsync(replicas.First, tenant);
        var tag = first.Headers.ETag!.ToString();
        Assert.StartsWith("W/", tag, StringComparison.Ordinal);
        Assert.True(first.Headers.CacheControl is { Private: true, NoCache: true, NoStore: false });
        Assert.Contains("X-Tenant-ID", first.Headers.Vary);

        foreach (var given in (string[])[tag, $"\"other\", {tag}", tag["W/".Length..], "*"])
        {
            using var again = await Nodes.GetAsync(replicas.First, tenant, ifNoneMatch: given);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(tag, again.Headers.ETag!.ToString());
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(ModuleHost.Cancellation));
        }

        await replicas.Modules.SendAsync(tenant, new TranslateNode(id, Posts.Text("After")));
        await replicas.CatchUpAsync(tenant);
        await Eventually.HoldsAsync(
            async () =>
            {
                using var changed = await Nodes.GetAsync(replicas.First, tenant, ifNoneMatch: tag);
                return changed.StatusCode == HttpStatusCode.OK && changed.Headers.ETag!.ToString() != tag && Title(await PersistedQuestion.ReadAsync(changed)) == "After";
            },
            ModuleHost.Cancellation);
    }

    [Fact]
    public async Task An_event_reaches_the_answers_of_both_replicas()
    {
        var tenant = await replicas.Modules.NewTenantAsync();
        var product = Shop.Product("A shirt", Shop.Variant(10, "S-1"));
        var created = await replicas.Modules.SendAsync<CreateProduct, ProductResult>(tenant, product);
        await replicas.Modules.CatchUpAsync(tenant.TenantId);
        var euros = new { currency = "EUR" };
        using var results = new ResponseResults();
        foreach (var replica in (HttpClient[])[replicas.First, replicas.Second])
        {
            await Products.PersistAsync(replica, tenant, euros);
            using var miss = await Products.GetAsync(replica, tenant, euros);
            using var hit = await Products.GetAsync(replica, tenant, euros);
            Assert.Equal((Miss, Hit), (results.Of(miss), results.Of(hit)));
        }

        await replicas.Modules.SendAsync<ArchiveProduct, ProductResult>(tenant, new ArchiveProduct(created.Product.Id));
        await replicas.CatchUpAsync(tenant);

        await Eventually.HoldsAsync(
            async () => await CountAsync(replicas.First) == 0 && await CountAsync(replicas.Second) == 0, ModuleHost.Cancellation);

        async Task<int> CountAsync(HttpClient replica)
        {
            using var response = await Products.GetAsync(replica, tenant, euros);
            return (await PersistedQuestion.ReadAsync(response))["data"]!["products"]!["nodes"]!.AsArray().Count;
        }
    }

    [Fact]
    public async Task Two_tenants_never_share_an_answer()
    {
        var (one, other) = (await PublishedAsync("Of one"), await PublishedAsync("Of the other"));
        await Nodes.PersistAsync(replicas.First, one);

        for (var round = 0; round < 3; round++)
        {
            using var ofOne = await Nodes.GetAsync(replicas.First, one);
            using var ofOther = await Nodes.GetAsync(replicas.First, other, ifNoneMatch: ofOne.Headers.ETag!.ToString());
            Assert.Equal("Of one", Title(await PersistedQuestion.ReadAsync(ofOne)));
            Assert.Equal("Of the other", Title(await PersistedQuestion.ReadAsync(ofOther)));
        }
    }

    [Fact]
    public async Task Other_variables_are_another_question()
    {
        var tenant = await PublishedAsync("The first");
        await replicas.Modules.NewNodeAsync(tenant, Posts.Published("The second"));
        await replicas.Modules.CatchUpAsync(tenant.TenantId);
        await Nodes.PersistAsync(replicas.First, tenant);

        for (var round = 0; round < 2; round++)
            foreach (var first in (int[])[1, 2])
            {
                using var response = await Nodes.GetAsync(replicas.First, tenant, new { first });
                Assert.Equal(first, (await PersistedQuestion.ReadAsync(response))["data"]!["nodes"]!["nodes"]!.AsArray().Count);
            }
    }

    [Fact]
    public async Task Who_signs_in_is_answered_past_it_and_so_is_who_tries_to()
    {
        var tenant = await PublishedAsync("For all");
        await Nodes.PersistAsync(replicas.First, tenant);
        using var results = new ResponseResults();
        using var kept = await Nodes.GetAsync(replicas.First, tenant);
        Assert.Equal(Miss, results.Of(kept));

        foreach (var token in (string[])[await replicas.TokenOfAdminAsync(tenant), "nonsense"])
        {
            using var response = await Nodes.GetAsync(replicas.First, tenant, token: token, ifNoneMatch: kept.Headers.ETag!.ToString());
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Null(results.Of(response));
            Assert.Null(response.Headers.ETag);
            Assert.True(response.Headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task An_answer_with_errors_is_not_kept()
    {
        var tenant = await PublishedAsync("Beside an error");
        var question = new PersistedQuestion("query Refused { nodes { nodes { title } } drafts: nodes(filter: { status: DRAFT }) { nodes { title } } }");
        await question.PersistAsync(replicas.First, tenant);
        using var results = new ResponseResults();

        for (var i = 0; i < 2; i++)
        {
            using var response = await question.GetAsync(replicas.First, tenant);
            Assert.NotNull((await PersistedQuestion.ReadAsync(response))["errors"]);
            Assert.Null(results.Of(response));
            Assert.Null(response.Headers.ETag);
        }
    }

    [Theory]
    [InlineData("query Searched { nodes { nodes { title } } search(query: \"anything\") { nodes { title } } }")]
    [InlineData("query Sku { products { nodes { title } } variant(sku: \"none\") { title } }")]
    [InlineData("query Facets { products { nodes { title } facets { inStock } } }")]
    [InlineData("query Nothing { __typename }")]
    public async Task What_no_cache_of_a_module_answers_is_not_kept(string document)
    {
        var tenant = await PublishedAsync("Beside something");
        var question = new PersistedQuestion(document);
        await question.PersistAsync(replicas.First, tenant);
        using var results = new ResponseResults();

        for (var i = 0; i < 2; i++)
        {
            using var response = await question.GetAsync(replicas.First, tenant);
            Assert.Null((await PersistedQuestion.ReadAsync(response))["errors"]);
            Assert.Null(results.Of(response));
        }
    }

    [Fact]
    public async Task A_request_that_is_answered_from_memory_counts_like_any_other()
    {
        var tenant = await PublishedAsync("Counted");
        await replicas.Modules.SendAsync<UpdateTenant, Tenant>(
            tenant, new UpdateTenant(Settings: JsonElement.Parse("""{ "rateLimit": { "perSecond": 0.01, "burst": 6 } }""")));
        await replicas.CatchUpAsync(tenant);
        await Nodes.PersistAsync(replicas.First, tenant);
        using var results = new ResponseResults();
        using var meter = new RecordedMeter(TelemetrySources.GraphQLMeter);
        var (statuses, hits) = (new List<HttpStatusCode>(), 0);

        for (var i = 0; i < 10; i++)
        {
            using var response = await Nodes.GetAsync(replicas.First, tenant);
            statuses.Add(response.StatusCode);
            hits += response.IsSuccessStatusCode && results.Of(response) == Hit ? 1 : 0;
        }

        Assert.True(hits >= 3, $"{hits} answers from memory");
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.True(meter.Of("rustok.graphql.operation.duration", ("graphql.operation.type", "query"), ("outcome", "ok")).Count >= hits);
    }

    private static string? Title(System.Text.Json.Nodes.JsonNode answer) => (string?)answer["data"]!["nodes"]!["nodes"]!.AsArray().FirstOrDefault()?["title"];

    private static HttpRequestMessage Text(CommandContext tenant, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = System.Net.Http.Json.JsonContent.Create(new { query }) };
        request.Headers.Add("X-Tenant-ID", tenant.TenantId.ToString());
        return request;
    }

    private async Task<CommandContext> PublishedAsync(string title) => (await PublishedNodeAsync(title)).Tenant;

    private async Task<(CommandContext Tenant, Guid Id)> PublishedNodeAsync(string title)
    {
        var tenant = await replicas.Modules.NewTenantAsync();
        var id = await replicas.Modules.NewNodeAsync(tenant, Posts.Published(title));
        // Nobody has asked for it, so nobody has to be told.
        await replicas.Modules.CatchUpAsync(tenant.TenantId);
        return (tenant, id);
    }
}
