using System.Net;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Rest;

public sealed class ContentApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Published_nodes_come_page_by_page_and_drafts_never()
    {
        var tenant = await host.Modules.NewTenantAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 7; i++)
            ids.Add(await host.Modules.NewNodeAsync(tenant, Posts.Published($"Post {i}", "Body")));
        var draft = await host.Modules.NewNodeAsync(tenant, Posts.New("Draft"));
        await host.Modules.CatchUpAsync(tenant.TenantId);

        var walked = new List<Guid>();
        string? after = null;
        do
        {
            var page = await host.GetAsync(tenant.TenantId, $"/api/content/nodes?first=3{(after is null ? "" : $"&after={after}")}");
            walked.AddRange(page.Items().Select(n => n.GetProperty("id").GetGuid()));
            Assert.All(page.Items(), n => Assert.Equal("null", n.GetProperty("body").GetRawText()));
            after = page.GetProperty("hasNextPage").GetBoolean() ? page.Text("endCursor") : null;
        }
        while (after is not null);

        Assert.Equal(ids.Order(), walked.Order());
        Assert.Equal("Body", (await host.GetAsync(tenant.TenantId, $"/api/content/nodes/{ids[0]}")).Text("body"));
        Assert.Equal(("NOT_FOUND", "id", null), await host.RefusedAsync(tenant.TenantId, $"/api/content/nodes/{draft}", HttpStatusCode.NotFound));
        Assert.Equal(("NOT_FOUND", "slug", null), await host.RefusedAsync(tenant.TenantId, "/api/content/nodes/post/draft", HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_node_is_found_by_kind_and_slug_in_the_language_there_is()
    {
        var tenant = await host.Modules.NewTenantAsync();
        await host.Modules.SendAsync<SetLocale, TenantLocale>(tenant, new SetLocale("de", true, "en"));
        var id = await host.Modules.NewNodeAsync(tenant, Posts.Published("Hello") with { Kind = NodeKind.Page });
        await host.Modules.SendAsync(tenant, new TranslateNode(id, Posts.Text("Hallo", "Text", "de")));
        await host.Modules.CatchUpAsync(tenant.TenantId);

        Assert.Equal("Hallo", (await host.GetAsync(tenant.TenantId, "/api/content/nodes/page/hallo?locale=de")).Text("title"));
        Assert.Equal("Hallo", (await host.GetAsync(tenant.TenantId, $"/api/content/nodes/{id}?locale=de")).Text("title"));
        var english = await host.GetAsync(tenant.TenantId, "/api/content/nodes/PAGE/hello");
        Assert.Equal(("Hello", "en", "page"), (english.Text("title"), english.Text("locale"), english.Text("kind")));
    }

    [Fact]
    public async Task Words_are_searched_and_names_are_listed()
    {
        var tenant = await host.Modules.NewTenantAsync();
        await host.Modules.NewNodeAsync(tenant, Posts.Published("Zebras", "They have stripes."));
        await host.Modules.NewCategoryAsync(tenant);
        await host.Modules.NewTagAsync(tenant, "Red");
        await host.Modules.CatchUpAsync(tenant.TenantId);

        var hit = Assert.Single((await host.GetAsync(tenant.TenantId, "/api/content/search?query=stripes")).Items());
        Assert.Equal("Zebras", hit.GetProperty("node").Text("title"));
        Assert.Single((await host.GetAsync(tenant.TenantId, "/api/content/categories?roots=true")).Items());
        Assert.Equal("Red", Assert.Single((await host.GetAsync(tenant.TenantId, "/api/content/tags")).Items()).Text("name"));
    }

    [Theory]
    [InlineData("nodes?first=0", "first", "page-size")]
    [InlineData("nodes?first=many", "first", "integer")]
    [InlineData("nodes?after=rubbish", "after", "cursor")]
    [InlineData("nodes?kind=poem", "kind", "one-of")]
    [InlineData("nodes?orderBy=7", "orderBy", "one-of")]
    [InlineData("nodes?categoryId=x", "categoryId", "uuid")]
    [InlineData("nodes?locale=%00", "locale", "bcp47")]
    [InlineData("nodes/poem/x", "kind", "one-of")]
    [InlineData("search?query=", "query", null)]
    [InlineData("categories?roots=maybe", "roots", "boolean")]
    public async Task What_cannot_be_read_is_refused_with_field_and_rule(string path, string field, string? rule)
    {
        var tenant = await host.Modules.NewTenantAsync();

        var refused = await host.RefusedAsync(tenant.TenantId, "/api/content/" + path, HttpStatusCode.BadRequest);

        Assert.Equal(("VALIDATION", field), (refused.Code, refused.Field));
        if (rule is not null)
            Assert.Equal(rule, refused.Rule);
    }

    [Fact]
    public async Task Nothing_is_there_for_another_tenant_and_nothing_without_the_module()
    {
        var (owner, other) = (await host.Modules.NewTenantAsync(), await host.Modules.NewTenantAsync());
        var id = await host.Modules.NewNodeAsync(owner, Posts.Published("Mine"));
        await host.Modules.CatchUpAsync(owner.TenantId);

        Assert.Empty((await host.GetAsync(other.TenantId, "/api/content/nodes")).Items());
        await host.RefusedAsync(other.TenantId, $"/api/content/nodes/{id}", HttpStatusCode.NotFound);
        await host.Modules.SendAsync<SetModule, TenantModule>(other, new SetModule("content", IsEnabled: false));
        await Eventually.HoldsAsync(async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/content/nodes");
            request.Headers.Add("X-Tenant-ID", other.TenantId.ToString());
            using var response = await host.Client.SendAsync(request, ModuleHost.Cancellation);
            return response.StatusCode == HttpStatusCode.Forbidden;
        }, ModuleHost.Cancellation, "the module is switched off");
    }
}
