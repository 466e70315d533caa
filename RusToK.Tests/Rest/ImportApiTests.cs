using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Rest;

/// <summary>What the API takes, and for whom. No Worker is here: what it takes waits.</summary>
public sealed class ImportApiTests(SpineFixture spine) : IAsyncLifetime
{
    private const string Imports = "/api/imports";
    private const string Shopify = Imports + "/shopify?currency=EUR";

    private AccountsApi _api = null!;

    public async ValueTask InitializeAsync() =>
        _api = await AccountsApi.StartAsync(await spine.CreateDatabaseAsync(CancellationToken.None), ("Imports:MaxFileBytes", "2500000"), ("Imports:MaxOpen", "3"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_file_waits_in_pieces_until_somebody_cancels_it()
    {
        var manager = await ManagerAsync();
        var file = Encoding.UTF8.GetBytes(new string('x', 2_300_000));

        var job = await SendAsync(manager, Imports + "/wordpress?fileName=export.xml&site=https://blog.example&dryRun=true", file, HttpStatusCode.Accepted);
        var id = job.GetProperty("id").GetGuid();

        Assert.Equal(("wordpress", "requested", "export.xml", 2_300_000), (job.Text("format"), job.Text("status"), job.Text("fileName"), job.GetProperty("bytes").GetInt64()));
        Assert.Equal(("https://blog.example", true), (job.GetProperty("options").Text("site"), job.GetProperty("options").GetProperty("dryRun").GetBoolean()));
        Assert.Equal(manager.Id, job.GetProperty("requestedBy").GetGuid());
        Assert.Equal(
            "3 2300000", await _api.ScalarAsync<string>("SELECT concat_ws(' ', count(*), sum(length(content))) FROM imports.pieces WHERE job_id = $1", id));
        Assert.Equal(id, Assert.Single((await _api.RestAsync(manager, HttpMethod.Get, Imports)).Items()).GetProperty("id").GetGuid());

        var cancelled = await _api.RestAsync(manager, HttpMethod.Post, $"{Imports}/{id}/cancel", null, HttpStatusCode.Accepted);
        Assert.Equal("cancelled", cancelled.Text("status"));
        await _api.RestAsync(manager, HttpMethod.Post, $"{Imports}/{id}/cancel", null, HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("/wordpress?locale=fr", "locale", "enabled")]
    [InlineData("/wordpress?locale=!!", "locale", "bcp47")]
    [InlineData("/wordpress?site=blog", "site", "url")]
    [InlineData("/wordpress?dryRun=maybe", "dryRun", "boolean")]
    [InlineData("/shopify", "currency", "iso-4217")]
    [InlineData("/shopify?currency=XXY", "currency", "iso-4217")]
    [InlineData("/shopify?currency=EUR&shop=%20", "shop", "length")]
    public async Task An_option_that_is_not_possible_is_refused_before_the_file_is_taken(string path, string field, string rule)
    {
        var problem = await SendAsync(await ManagerAsync(), Imports + path, [1], HttpStatusCode.BadRequest);

        Assert.Equal((field, rule), (problem.Text("field"), problem.Text("rule")));
        Assert.Equal(0, await _api.ScalarAsync<long>("SELECT count(*) FROM imports.jobs"));
    }

    [Fact]
    public async Task A_file_that_is_empty_too_large_or_a_form_leaves_nothing_behind()
    {
        var manager = await ManagerAsync();

        var empty = await SendAsync(manager, Shopify, [], HttpStatusCode.BadRequest);
        var large = await SendAsync(manager, Shopify, new byte[2_500_001], HttpStatusCode.BadRequest);
        var form = await SendAsync(manager, Shopify, [1], HttpStatusCode.BadRequest, "multipart/form-data; boundary=x");

        Assert.Equal(("body required", "body size", "body file"), (Broken(empty), Broken(large), Broken(form)));
        Assert.Equal(0, await _api.ScalarAsync<long>("SELECT (SELECT count(*) FROM imports.jobs) + (SELECT count(*) FROM imports.pieces)"));

        static string Broken(JsonElement problem) => $"{problem.Text("field")} {problem.Text("rule")}";
    }

    [Fact]
    public async Task A_tenant_has_so_many_open_imports_at_most()
    {
        var manager = await ManagerAsync();
        for (var i = 0; i < 3; i++)
            await SendAsync(manager, Shopify, [1], HttpStatusCode.Accepted);

        Assert.Equal("count", (await SendAsync(manager, Shopify, [1], HttpStatusCode.Conflict)).Text("rule"));
        await SendAsync(await ManagerAsync(), Shopify, [1], HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Nobody_but_the_tenants_managers_sees_or_begins_an_import()
    {
        var manager = await ManagerAsync();
        var (customer, stranger) = (await _api.SignInAsync(manager.TenantId), await ManagerAsync());
        var one = $"{Imports}/{(await SendAsync(manager, Shopify, [1], HttpStatusCode.Accepted)).GetProperty("id").GetGuid()}";

        foreach (var (method, path) in ((HttpMethod, string)[])
            [(HttpMethod.Get, Imports), (HttpMethod.Get, one), (HttpMethod.Post, one + "/cancel"), (HttpMethod.Post, Shopify), (HttpMethod.Post, Imports + "/wordpress")])
        {
            await _api.RestAsync(method, path, manager.TenantId, null, HttpStatusCode.Unauthorized);
            await _api.RestAsync(customer, method, path, null, HttpStatusCode.Forbidden);
            await _api.RestAsync(stranger with { TenantId = manager.TenantId }, method, path, null, HttpStatusCode.Forbidden);
        }

        await _api.RestAsync(stranger, HttpMethod.Get, one, null, HttpStatusCode.NotFound);
        await _api.RestAsync(stranger, HttpMethod.Post, one + "/cancel", null, HttpStatusCode.NotFound);
        Assert.Empty((await _api.RestAsync(stranger, HttpMethod.Get, Imports)).Items());
        Assert.Equal("requested", (await _api.RestAsync(manager, HttpMethod.Get, one)).Text("status"));
    }

    private async Task<SignedInUser> ManagerAsync() => await _api.SignInAsync((await _api.NewTenantAsync()).Id, Role.Manager);

    private async Task<JsonElement> SendAsync(SignedInUser user, string path, byte[] file, HttpStatusCode expected, string type = "application/octet-stream")
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await _api.UploadAsync(user, path, content, expected);
    }
}
