using System.Net;
using System.Text.Json;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Webhooks;
using Xunit;

namespace RusToK.Tests.Rest;

public sealed class WebhookApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Webhooks = "/api/webhooks";
    private const string Deliveries = "/api/webhooks/deliveries";

    private readonly AccountsApi _api = fixture.Api;

    [Fact]
    public async Task An_endpoint_is_made_changed_given_a_new_secret_and_deleted()
    {
        var admin = await AdminAsync();
        using (var created = await _api.RequestAsync(
            HttpMethod.Post, Webhooks, admin.TenantId, new { url = "https://example.test/hook", events = new[] { "node.*" }, description = "Ours" }, admin.AccessToken))
        {
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
            Assert.True(created.Headers.CacheControl!.NoStore);
            Assert.StartsWith("/api/webhooks/", created.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        var made = Assert.Single((await _api.RestAsync(admin, HttpMethod.Get, Webhooks)).EnumerateArray());
        var one = $"{Webhooks}/{made.GetProperty("id").GetGuid()}";
        Assert.Equal(("https://example.test/hook", "Ours", "closed", 1), (made.Text("url"), made.Text("description"), made.Text("breaker"), made.GetProperty("version").GetInt32()));

        var changed = await _api.RestAsync(admin, HttpMethod.Patch, one, new { description = (string?)null, events = new[] { "*" }, isActive = false, expectedVersion = 1 });
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("description").ValueKind);
        Assert.Equal(("https://example.test/hook", "*", false, 2), (changed.Text("url"), changed.GetProperty("events")[0].GetString(), changed.GetProperty("isActive").GetBoolean(), changed.GetProperty("version").GetInt32()));
        await _api.RestAsync(admin, HttpMethod.Patch, one, new { isActive = true, expectedVersion = 1 }, HttpStatusCode.Conflict);

        var rotated = await _api.RestAsync(admin, HttpMethod.Post, one + "/rotate-secret", new { overlapHours = 1 });
        Assert.StartsWith("whsec_", rotated.Text("secret"), StringComparison.Ordinal);
        Assert.Equal(3, (await _api.RestAsync(admin, HttpMethod.Get, one)).GetProperty("version").GetInt32());

        await _api.RestAsync(admin, HttpMethod.Delete, one, null, HttpStatusCode.NoContent);
        await _api.RestAsync(admin, HttpMethod.Get, one, null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Deliveries_are_listed_inspected_and_asked_for_again()
    {
        var admin = await AdminAsync();
        var id = await CreateAsync(admin);
        var failed = await _api.DeliveredAsync(admin.TenantId, id, "failed");
        var delivered = await _api.DeliveredAsync(admin.TenantId, id, "delivered");

        var first = await _api.RestAsync(admin, HttpMethod.Get, $"{Deliveries}?webhookId={id}&first=1");
        var second = await _api.RestAsync(admin, HttpMethod.Get, $"{Deliveries}?first=1&after={first.Text("endCursor")}");
        Assert.Equal([delivered, failed], first.Items().Concat(second.Items()).Select(d => d.GetProperty("id").GetGuid()));
        Assert.Equal(failed, Assert.Single((await _api.RestAsync(admin, HttpMethod.Get, Deliveries + "?status=failed")).Items()).GetProperty("id").GetGuid());

        var one = await _api.RestAsync(admin, HttpMethod.Get, $"{Deliveries}/{failed}");
        Assert.Equal(("failed", "0af7651916cd43dd8448eb211c80319c"), (one.GetProperty("delivery").Text("status"), one.GetProperty("delivery").Text("traceId")));
        Assert.Equal("this", one.GetProperty("payload").GetProperty("data").Text("why"));
        Assert.Equal(500, Assert.Single(one.GetProperty("attempts").EnumerateArray()).GetProperty("statusCode").GetInt32());

        Assert.Equal("pending", (await _api.RestAsync(admin, HttpMethod.Post, $"{Deliveries}/{delivered}/redeliver", null, HttpStatusCode.Accepted)).Text("status"));
        var again = await _api.RestAsync(admin, HttpMethod.Post, $"{Webhooks}/{id}/redeliver", new { since = DateTimeOffset.UtcNow.AddHours(-1) }, HttpStatusCode.Accepted);
        Assert.Equal(1, again.GetProperty("count").GetInt32());
        Assert.Empty((await _api.RestAsync(admin, HttpMethod.Get, Deliveries + "?status=failed")).Items());
    }

    [Fact]
    public async Task Every_rule_that_is_broken_is_told_with_its_field()
    {
        var admin = await AdminAsync();
        var one = $"{Webhooks}/{await CreateAsync(admin)}";

        foreach (var (method, path, body, field, rule) in ((HttpMethod, string, object?, string, string)[])
        [
            (HttpMethod.Post, Webhooks, new { events = new[] { "*" } }, "url", "url"),
            (HttpMethod.Post, Webhooks, new { url = "https://example.test/", events = (string[]?)null }, "events", "count"),
            (HttpMethod.Post, Webhooks, new { url = "https://example.test/", events = new string?[] { null } }, "events", "pattern"),
            (HttpMethod.Post, Webhooks, new { url = "https://127.0.0.1/", events = new[] { "*" } }, "url", "public"),
            (HttpMethod.Post, Webhooks, new { url = 7 }, "url", "type"),
            (HttpMethod.Patch, one, new[] { 1 }, "body", "object"),
            (HttpMethod.Patch, one, new { url = (string?)null }, "url", "string"),
            (HttpMethod.Patch, one, new { events = new object[] { 1 } }, "events", "strings"),
            (HttpMethod.Patch, one, new { isActive = "yes" }, "isActive", "boolean"),
            (HttpMethod.Patch, one, new { expectedVersion = 1.5 }, "expectedVersion", "integer"),
            (HttpMethod.Post, one + "/rotate-secret", new { overlapHours = -1 }, "overlapHours", "range"),
            (HttpMethod.Post, one + "/redeliver", new { }, "since", "required"),
            (HttpMethod.Get, Deliveries + "?webhookId=1", null, "webhookId", "uuid"),
            (HttpMethod.Get, Deliveries + "?status=lost", null, "status", "one-of"),
            (HttpMethod.Get, Deliveries + "?first=101", null, "first", "page-size"),
            (HttpMethod.Get, Deliveries + "?after=nowhere", null, "after", "cursor"),
        ])
        {
            var problem = await _api.RestAsync(admin, method, path, body, HttpStatusCode.BadRequest);
            Assert.Equal((path, field, rule), (path, problem.Text("field"), problem.Text("rule")));
        }
    }

    [Fact]
    public async Task Nobody_but_the_tenants_administrators_sees_or_changes_anything()
    {
        var admin = await AdminAsync();
        var id = await CreateAsync(admin);
        var delivery = await _api.DeliveredAsync(admin.TenantId, id, "failed");
        var (manager, stranger) = (await _api.SignInAsync(admin.TenantId, Role.Manager), await AdminAsync());
        (HttpMethod Method, string Path, object? Body)[] operations =
        [
            (HttpMethod.Get, $"{Webhooks}/{id}", null), (HttpMethod.Patch, $"{Webhooks}/{id}", new { isActive = false }), (HttpMethod.Delete, $"{Webhooks}/{id}", null),
            (HttpMethod.Post, $"{Webhooks}/{id}/rotate-secret", new { }), (HttpMethod.Post, $"{Webhooks}/{id}/redeliver", new { since = DateTimeOffset.UtcNow }),
            (HttpMethod.Get, $"{Deliveries}/{delivery}", null), (HttpMethod.Post, $"{Deliveries}/{delivery}/redeliver", null),
            (HttpMethod.Get, Webhooks, null), (HttpMethod.Get, Deliveries, null), (HttpMethod.Post, Webhooks, new { url = "https://example.test/", events = new[] { "*" } }),
        ];

        foreach (var (method, path, body) in operations)
        {
            await _api.RestAsync(method, path, admin.TenantId, body, HttpStatusCode.Unauthorized);
            await _api.RestAsync(manager, method, path, body, HttpStatusCode.Forbidden);
            await _api.RestAsync(stranger with { TenantId = admin.TenantId }, method, path, body, HttpStatusCode.Forbidden);
        }

        foreach (var (method, path, body) in operations.Take(7))
            await _api.RestAsync(stranger, method, path, body, HttpStatusCode.NotFound);
        Assert.Equal(0, (await _api.RestAsync(stranger, HttpMethod.Get, Webhooks)).GetArrayLength());
        Assert.Empty((await _api.RestAsync(stranger, HttpMethod.Get, $"{Deliveries}?webhookId={id}")).Items());
        Assert.Equal("1 t", await _api.ScalarAsync<string>("SELECT concat_ws(' ', version, is_active) FROM webhooks.endpoints WHERE id = $1", id));
    }

    private async Task<SignedInUser> AdminAsync() => await _api.SignInAsync((await _api.NewTenantAsync()).Id, Role.Admin);

    private async Task<Guid> CreateAsync(SignedInUser admin) =>
        (await _api.RestAsync(admin, HttpMethod.Post, Webhooks, new { url = "https://example.test/hook", events = new[] { "*" } }, HttpStatusCode.Created))
        .GetProperty("webhook").GetProperty("id").GetGuid();
}
