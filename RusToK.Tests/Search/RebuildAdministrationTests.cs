using System.Text.Json;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL;
using Xunit;

namespace RusToK.Tests.Search;

/// <summary>What the platform's administrators ask of read models and see of tenants; that the Worker rebuilds is shown end to end.</summary>
public sealed class RebuildAdministrationTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Rebuild = "mutation($name: String!) { rebuildReadModel(input: { readModel: $name }) { rebuild { id readModel status events error requestedBy startedAt finishedAt } } }";
    private const string Tenants = "query($search: String, $first: Int, $after: String) { tenants(search: $search, first: $first, after: $after) { nodes { id slug } pageInfo { hasNextPage endCursor } } }";

    private readonly AccountsApi _api = fixture.Api;

    [Fact]
    [Exercises("rebuildReadModel", "readModelRebuild", "readModelRebuilds")]
    public async Task A_rebuild_is_asked_for_once_and_watched()
    {
        var super = await SuperAdminAsync();

        var rebuild = (await _api.GraphQLAsync(super, Rebuild, new { name = "orders" })).Data("rebuildReadModel").GetProperty("rebuild");
        var again = await _api.GraphQLAsync(super, Rebuild, new { name = "orders" });
        var seen = (await _api.GraphQLAsync(super, "query($id: UUID!) { readModelRebuild(id: $id) { id status } }", new { id = rebuild.GetProperty("id").GetGuid() })).Data("readModelRebuild");
        var all = (await _api.GraphQLAsync(super, "{ readModelRebuilds(first: 1) { nodes { id } pageInfo { hasNextPage } } }")).Data("readModelRebuilds");

        Assert.Equal(("orders", "REQUESTED", 0, super.Id),
            (rebuild.GetProperty("readModel").GetString(), rebuild.GetProperty("status").GetString(), rebuild.GetProperty("events").GetInt64(), rebuild.GetProperty("requestedBy").GetGuid()));
        Assert.Equal(("CONFLICT", "input.readModel", "in-progress"), (again.Code, again.Field, again.Rule));
        Assert.Equal("REQUESTED", seen.GetProperty("status").GetString());
        Assert.Equal(rebuild.GetProperty("id").GetGuid(), all.GetProperty("nodes")[0].GetProperty("id").GetGuid());
        Assert.Equal(1, await _api.ScalarAsync<long>(
            "SELECT count(*) FROM events.log WHERE type = 'search.reindex_requested' AND aggregate_id = $1", rebuild.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task A_read_model_that_is_none_is_refused_with_those_there_are()
    {
        var refused = await _api.GraphQLAsync(await SuperAdminAsync(), Rebuild, new { name = "everything" });

        Assert.Equal(("VALIDATION", "input.readModel", "exists"), (refused.Code, refused.Field, refused.Rule));
        Assert.Contains("catalog, content, orders", refused.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    [Exercises("tenants")]
    public async Task All_tenants_are_listed_and_searched_page_by_page()
    {
        var super = await SuperAdminAsync();
        var opened = new List<Guid>();
        var part = "zebra" + Guid.NewGuid().ToString("N")[..8];
        for (var i = 0; i < 3; i++)
            opened.Add((await _api.GraphQLAsync(super, "mutation($slug: String!) { createTenant(input: { name: \"Z\", slug: $slug }) { tenant { id } } }", new { slug = $"{part}-{i}" }))
                .Data("createTenant").GetProperty("tenant").GetProperty("id").GetGuid());

        var first = (await _api.GraphQLAsync(super, Tenants, new { search = part.ToUpperInvariant(), first = 2 })).Data("tenants");
        var rest = (await _api.GraphQLAsync(super, Tenants, new { search = part, first = 2, after = first.GetProperty("pageInfo").GetProperty("endCursor").GetString() })).Data("tenants");

        Assert.True(first.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        Assert.False(rest.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        Assert.Equal(opened.OrderDescending(), IdsOf(first).Concat(IdsOf(rest)));
        Assert.Equal(("VALIDATION", "after"), await RefusedAsync(new { after = "x" }));
        Assert.Equal(("VALIDATION", "first"), await RefusedAsync(new { first = 101 }));
        Assert.Equal(("VALIDATION", "search"), await RefusedAsync(new { search = "\0" }));

        async Task<(string?, string?)> RefusedAsync(object variables)
        {
            var refused = await _api.GraphQLAsync(super, Tenants, variables);
            return (refused.Code, refused.Field);
        }
    }

    [Theory]
    [InlineData("{ tenants { nodes { id } } }")]
    [InlineData("{ readModelRebuilds { nodes { id } } }")]
    [InlineData("{ readModelRebuild(id: \"00000000-0000-7000-8000-000000000001\") { id } }")]
    [InlineData("mutation { rebuildReadModel(input: { readModel: \"content\" }) { rebuild { id } } }")]
    public async Task A_tenants_administrator_may_none_of_it(string operation)
    {
        var admin = await _api.SignInAsync((await _api.NewTenantAsync()).Id, Role.Admin);

        Assert.Equal("FORBIDDEN", (await _api.GraphQLAsync(admin, operation)).Code);
        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(admin.TenantId, operation)).Code);
    }

    private async Task<SignedInUser> SuperAdminAsync() => await _api.SignInAsync(await _api.PlatformAsync(), Role.SuperAdmin);

    private static IEnumerable<Guid> IdsOf(JsonElement connection) => connection.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetGuid());
}
