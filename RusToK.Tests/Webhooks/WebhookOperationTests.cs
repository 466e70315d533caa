using System.Net;
using System.Text.Json;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL;
using Xunit;

namespace RusToK.Tests.Webhooks;

/// <summary>Webhooks as administrators have them over GraphQL.</summary>
public sealed class WebhookOperationTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Create = "mutation($input: CreateWebhookInput!) { createWebhook(input: $input) { secret webhook { id url description events isActive breaker failures version } } }";
    private const string Update = "mutation($input: UpdateWebhookInput!) { updateWebhook(input: $input) { webhook { url description events isActive disabledReason breaker version } } }";
    private const string Rotate = "mutation($id: UUID!) { rotateWebhookSecret(input: { id: $id, overlapHours: 2 }) { secret webhook { version } } }";
    private const string Delete = "mutation($id: UUID!) { deleteWebhook(input: { id: $id }) { id } }";
    private const string One = "query($id: UUID!) { webhook(id: $id) { id url failures breaker } }";
    private const string All = "{ webhooks { id url events } }";
    private const string Deliveries = "query($webhookId: UUID, $status: WebhookDeliveryStatus, $first: Int, $after: String) { webhookDeliveries(webhookId: $webhookId, status: $status, first: $first, after: $after) { nodes { id eventType status attempts { number } } pageInfo { hasNextPage endCursor } } }";
    private const string Delivery = "query($id: UUID!) { webhookDelivery(id: $id) { id webhookId eventType status attemptCount traceId payload attempts { number outcome statusCode error response traceId } } }";
    private const string Redeliver = "mutation($id: UUID!) { redeliverWebhook(input: { deliveryId: $id }) { delivery { id status attemptCount completedAt } } }";
    private const string RedeliverAll = "mutation($id: UUID!, $since: DateTimeOffset!) { redeliverWebhooks(input: { webhookId: $id, since: $since }) { count } }";

    private readonly AccountsApi _api = fixture.Api;

    [Fact]
    [Exercises("createWebhook", "webhooks", "webhook", "updateWebhook", "rotateWebhookSecret", "deleteWebhook")]
    public async Task An_endpoint_is_made_changed_given_a_new_secret_and_deleted()
    {
        var admin = await AdminAsync();
        var made = await CreateAsync(admin, "https://example.test/hook", "Ours", "node.*", "*", "node.*");
        var webhook = made.GetProperty("webhook");
        var id = webhook.GetProperty("id").GetGuid();

        Assert.StartsWith("whsec_", made.GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.Equal($$"""{"id":"{{id}}","url":"https://example.test/hook","description":"Ours","events":["*","node.*"],"isActive":true,"breaker":"CLOSED","failures":0,"version":1}""", webhook.GetRawText());
        Assert.Equal(id, Assert.Single((await _api.GraphQLAsync(admin, All)).Data("webhooks").EnumerateArray()).GetProperty("id").GetGuid());

        var updated = (await _api.GraphQLAsync(admin, Update, new { input = new { id, url = "https://example.test/other", description = (string?)null, isActive = false } })).Data("updateWebhook");
        Assert.Equal(
            """{"url":"https://example.test/other","description":null,"events":["*","node.*"],"isActive":false,"disabledReason":null,"breaker":"CLOSED","version":2}""",
            updated.GetProperty("webhook").GetRawText());
        var conflict = await _api.GraphQLAsync(admin, Update, new { input = new { id, isActive = true, expectedVersion = 1 } });
        Assert.Equal(("CONFLICT", "version"), (conflict.Code, conflict.Rule));

        var rotated = (await _api.GraphQLAsync(admin, Rotate, new { id })).Data("rotateWebhookSecret");
        Assert.NotEqual(made.GetProperty("secret").GetString(), rotated.GetProperty("secret").GetString());
        Assert.Equal(3, rotated.GetProperty("webhook").GetProperty("version").GetInt32());
        Assert.Equal(2, await _api.ScalarAsync<long>("SELECT count(*) FROM webhooks.secrets WHERE endpoint_id = $1", id));

        Assert.Equal(id, (await _api.GraphQLAsync(admin, Delete, new { id })).Data("deleteWebhook").GetProperty("id").GetGuid());
        Assert.Equal(JsonValueKind.Null, (await _api.GraphQLAsync(admin, One, new { id })).Data("webhook").ValueKind);
        Assert.Equal(
            "webhook.created 1,webhook.updated 2,webhook.updated 3,webhook.deleted 4",
            await _api.ScalarAsync<string>("SELECT string_agg(type || ' ' || aggregate_version, ',' ORDER BY position) FROM events.log WHERE aggregate_id = $1", id));
        Assert.Equal(0, await _api.ScalarAsync<long>("SELECT count(*) FROM events.log WHERE aggregate_id = $1 AND payload::text LIKE '%whsec_%'", id));
    }

    [Fact]
    public async Task Every_rule_that_is_broken_is_told_with_its_field()
    {
        var admin = await AdminAsync();

        var answer = await _api.GraphQLAsync(admin, Create, new { input = new { url = "https://user:secret@example.test/", events = Array.Empty<string>(), description = new string('x', 501) } });

        Assert.Equal(["VALIDATION", "VALIDATION", "VALIDATION"], answer.Codes);
        Assert.Equal(
            ["input.url no-credentials", "input.description length", "input.events count"],
            answer.Errors.Select(e => $"{e.GetProperty("extensions").GetProperty("field").GetString()} {e.GetProperty("extensions").GetProperty("rule").GetString()}"));
        var wrong = await _api.GraphQLAsync(admin, Create, new { input = new { url = "https://127.0.0.1/", events = new[] { "node.published" } } });
        Assert.Equal(("input.url", "public"), (wrong.Field, wrong.Rule));
    }

    [Fact]
    [Exercises("webhookDeliveries", "webhookDelivery", "redeliverWebhook", "redeliverWebhooks")]
    public async Task Deliveries_are_listed_inspected_and_asked_for_again()
    {
        var admin = await AdminAsync();
        var id = (await CreateAsync(admin, "https://example.test/hook", null, "node.*")).GetProperty("webhook").GetProperty("id").GetGuid();
        List<Guid> failed = [await _api.DeliveredAsync(admin.TenantId, id, "failed"), await _api.DeliveredAsync(admin.TenantId, id, "failed")];
        var delivered = await _api.DeliveredAsync(admin.TenantId, id, "delivered");

        var first = (await _api.GraphQLAsync(admin, Deliveries, new { webhookId = id, first = 2 })).Data("webhookDeliveries");
        var second = (await _api.GraphQLAsync(admin, Deliveries, new { first = 2, after = first.GetProperty("pageInfo").GetProperty("endCursor").GetString() })).Data("webhookDeliveries");
        Assert.Equal([delivered, failed[1], failed[0]], IdsOf(first).Concat(IdsOf(second)));
        Assert.False(second.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        Assert.Equal([failed[1], failed[0]], IdsOf((await _api.GraphQLAsync(admin, Deliveries, new { status = "FAILED" })).Data("webhookDeliveries")));
        Assert.All(first.GetProperty("nodes").EnumerateArray(), n => Assert.Equal(1, n.GetProperty("attempts").GetArrayLength()));

        var one = (await _api.GraphQLAsync(admin, Delivery, new { id = failed[0] })).Data("webhookDelivery");
        Assert.Equal(("FAILED", 1, "0af7651916cd43dd8448eb211c80319c"), (one.GetProperty("status").GetString(), one.GetProperty("attemptCount").GetInt32(), one.GetProperty("traceId").GetString()));
        Assert.Equal(("node.published", "this"), (one.GetProperty("payload").GetProperty("type").GetString(), one.GetProperty("payload").GetProperty("data").GetProperty("why").GetString()));
        Assert.Equal("""[{"number":1,"outcome":"refused","statusCode":500,"error":null,"response":"no","traceId":null}]""", one.GetProperty("attempts").GetRawText());

        var again = (await _api.GraphQLAsync(admin, Redeliver, new { id = delivered })).Data("redeliverWebhook").GetProperty("delivery");
        Assert.Equal(("PENDING", JsonValueKind.Null), (again.GetProperty("status").GetString(), again.GetProperty("completedAt").ValueKind));
        Assert.Equal(2, (await _api.GraphQLAsync(admin, RedeliverAll, new { id, since = DateTimeOffset.UtcNow.AddHours(-1) })).Data("redeliverWebhooks").GetProperty("count").GetInt32());
        Assert.Equal(3, await _api.ScalarAsync<long>("SELECT count(*) FROM webhooks.deliveries WHERE endpoint_id = $1 AND status = 'pending' AND round_began = 1 AND redelivery_context IS NOT NULL", id));

        (await _api.GraphQLAsync(admin, Update, new { input = new { id, isActive = false } })).Data("updateWebhook");
        foreach (var refused in (GraphQLAnswer[])[await _api.GraphQLAsync(admin, Redeliver, new { id = delivered }), await _api.GraphQLAsync(admin, RedeliverAll, new { id, since = DateTimeOffset.UtcNow })])
            Assert.Equal(("CONFLICT", "active"), (refused.Code, refused.Rule));
    }

    [Fact]
    public async Task Nobody_but_the_tenants_administrators_sees_or_changes_anything()
    {
        var admin = await AdminAsync();
        var id = (await CreateAsync(admin, "https://example.test/hook", null, "*")).GetProperty("webhook").GetProperty("id").GetGuid();
        var delivery = await _api.DeliveredAsync(admin.TenantId, id, "failed");
        var (manager, stranger) = (await _api.SignInAsync(admin.TenantId, Role.Manager), await AdminAsync());
        (string Query, object Variables)[] operations =
        [
            (All, new { }), (One, new { id }), (Deliveries, new { }), (Delivery, new { id = delivery }), (Create, new { input = new { url = "https://example.test/", events = new[] { "*" } } }),
            (Update, new { input = new { id, isActive = false } }), (Rotate, new { id }), (Delete, new { id }), (Redeliver, new { id = delivery }), (RedeliverAll, new { id, since = DateTimeOffset.UtcNow }),
        ];

        foreach (var (query, variables) in operations)
        {
            Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(admin.TenantId, query, variables)).Code);
            Assert.Equal("FORBIDDEN", (await _api.GraphQLAsync(manager, query, variables)).Code);
            Assert.Equal(HttpStatusCode.Forbidden, (await _api.GraphQLAsync(stranger with { TenantId = admin.TenantId }, query, variables)).Status);
        }

        Assert.Equal(0, (await _api.GraphQLAsync(stranger, All)).Data("webhooks").GetArrayLength());
        Assert.Empty(IdsOf((await _api.GraphQLAsync(stranger, Deliveries, new { webhookId = id })).Data("webhookDeliveries")));
        Assert.Equal(JsonValueKind.Null, (await _api.GraphQLAsync(stranger, One, new { id })).Data("webhook").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await _api.GraphQLAsync(stranger, Delivery, new { id = delivery })).Data("webhookDelivery").ValueKind);
        foreach (var (query, variables) in operations.Where(o => o.Query.StartsWith("mutation", StringComparison.Ordinal) && o.Query != Create))
            Assert.Equal("NOT_FOUND", (await _api.GraphQLAsync(stranger, query, variables)).Code);
        Assert.Equal("failed", await _api.ScalarAsync<string>("SELECT status FROM webhooks.deliveries WHERE id = $1", delivery));
        Assert.Equal("1 t", await _api.ScalarAsync<string>("SELECT concat_ws(' ', version, is_active) FROM webhooks.endpoints WHERE id = $1", id));
    }

    private async Task<SignedInUser> AdminAsync() => await _api.SignInAsync((await _api.NewTenantAsync()).Id, Role.Admin);

    private async Task<JsonElement> CreateAsync(SignedInUser admin, string url, string? description, params string[] events) =>
        (await _api.GraphQLAsync(admin, Create, new { input = new { url, description, events } })).Data("createWebhook");

    private static List<Guid> IdsOf(JsonElement connection) => [.. connection.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetGuid())];
}
