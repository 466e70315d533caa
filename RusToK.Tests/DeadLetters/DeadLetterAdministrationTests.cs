using System.Net;
using System.Text;
using System.Text.Json;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL;
using Xunit;

namespace RusToK.Tests.DeadLetters;

/// <summary>What administrators see of dead letters and decide about them; that the Worker does what was decided is shown end to end.</summary>
public sealed class DeadLetterAdministrationTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string List = "query($status: DeadLetterStatus, $first: Int, $after: String) { deadLetters(status: $status, first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }";
    private const string Replay = "mutation($ids: [UUID!]!) { replayDeadLetters(input: { ids: $ids }) { deadLetters { id status resolvedAt } } }";
    private const string Discard = "mutation($ids: [UUID!]!) { discardDeadLetters(input: { ids: $ids }) { deadLetters { id status resolvedAt } } }";

    private readonly AccountsApi _api = fixture.Api;

    [Fact]
    [Exercises("deadLetters", "deadLetter")]
    public async Task They_are_listed_page_by_page_and_inspected()
    {
        var admin = await AdminAsync();
        List<Guid> ids = [await DieAsync(admin.TenantId), await DieAsync(admin.TenantId), await DieAsync(admin.TenantId)];
        ids.Reverse();

        var first = (await _api.GraphQLAsync(admin, List, new { first = 2 })).Data("deadLetters");
        var second = (await _api.GraphQLAsync(admin, List, new { first = 2, after = first.GetProperty("pageInfo").GetProperty("endCursor").GetString() })).Data("deadLetters");
        var letter = (await _api.GraphQLAsync(admin, """
            query($id: UUID!) { deadLetter(id: $id) { status consumer eventType aggregateType aggregateVersion attempts errorType errorMessage traceId failedTraceId payload } }
            """, new { id = ids[0] })).Data("deadLetter");

        Assert.Equal(ids[..2], IdsOf(first));
        Assert.True(first.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        Assert.Equal(ids[2..], IdsOf(second));
        Assert.False(second.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        Assert.Equal("""
            {"status":"DEAD","consumer":"content","eventType":"node.published","aggregateType":"node","aggregateVersion":2,"attempts":5,"errorType":"Npgsql.PostgresException","errorMessage":"23514: it broke","traceId":"0af7651916cd43dd8448eb211c80319c","failedTraceId":"1bf7651916cd43dd8448eb211c80319c","payload":{"why":"this"}}
            """, letter.GetRawText());
        Assert.Equal(JsonValueKind.Null, (await _api.GraphQLAsync(admin, "query($id: UUID!) { deadLetter(id: $id) { id } }", new { id = Guid.CreateVersion7() })).Data("deadLetter").ValueKind);
        Assert.Empty(IdsOf((await _api.GraphQLAsync(admin, List, new { status = "DISCARDED" })).Data("deadLetters")));
    }

    [Fact]
    [Exercises("replayDeadLetters", "discardDeadLetters")]
    public async Task One_is_asked_for_again_and_another_given_up()
    {
        var admin = await AdminAsync();
        var (again, over, left) = (await DieAsync(admin.TenantId), await DieAsync(admin.TenantId), await DieAsync(admin.TenantId));

        var answer = await _api.GraphQLAsync(admin, Replay, new { ids = new[] { again } });
        var replaying = Assert.Single(answer.Data("replayDeadLetters").GetProperty("deadLetters").EnumerateArray());
        var discarded = Assert.Single((await _api.GraphQLAsync(admin, Discard, new { ids = new[] { over } })).Data("discardDeadLetters").GetProperty("deadLetters").EnumerateArray());

        Assert.Equal((again, "REPLAYING"), (replaying.GetProperty("id").GetGuid(), replaying.GetProperty("status").GetString()));
        Assert.Equal((over, "DISCARDED"), (discarded.GetProperty("id").GetGuid(), discarded.GetProperty("status").GetString()));
        Assert.NotEqual(JsonValueKind.Null, discarded.GetProperty("resolvedAt").ValueKind);
        Assert.Equal(admin.Id.ToString(), await _api.ScalarAsync<string>("SELECT replay_requested_by FROM events.dead_letters WHERE id = $1", again));
        // What links the replay's trace to the operator's action.
        Assert.Contains(
            answer.Body.GetProperty("extensions").GetProperty("traceId").GetString()!, await _api.ScalarAsync<string>("SELECT replay_traceparent FROM events.dead_letters WHERE id = $1", again),
            StringComparison.Ordinal);
        Assert.Equal([left], IdsOf((await _api.GraphQLAsync(admin, List)).Data("deadLetters")));
    }

    [Fact]
    public async Task What_was_decided_stays_decided_and_nothing_is_done_by_halves()
    {
        var admin = await AdminAsync();
        var (over, left) = (await DieAsync(admin.TenantId), await DieAsync(admin.TenantId));
        (await _api.GraphQLAsync(admin, Discard, new { ids = new[] { over } })).Data("discardDeadLetters");

        foreach (var mutation in (string[])[Replay, Discard])
        {
            var refused = await _api.GraphQLAsync(admin, mutation, new { ids = new[] { left, over } });
            Assert.Equal(("CONFLICT", "input.ids", "status"), (refused.Code, refused.Field, refused.Rule));
            Assert.Equal("NOT_FOUND", (await _api.GraphQLAsync(admin, mutation, new { ids = new[] { left, Guid.CreateVersion7() } })).Code);
            Assert.Equal("VALIDATION", (await _api.GraphQLAsync(admin, mutation, new { ids = Array.Empty<Guid>() })).Code);
            Assert.Equal("VALIDATION", (await _api.GraphQLAsync(admin, mutation, new { ids = Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7()) })).Code);
        }

        Assert.Equal([left], IdsOf((await _api.GraphQLAsync(admin, List)).Data("deadLetters")));
    }

    [Fact]
    public async Task Nobody_but_the_tenants_administrators_sees_or_decides()
    {
        var admin = await AdminAsync();
        var id = await DieAsync(admin.TenantId);
        var (manager, stranger) = (await _api.SignInAsync(admin.TenantId, Role.Manager), await AdminAsync());

        foreach (var query in (string[])[List, Replay, Discard])
        {
            Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(admin.TenantId, query, new { ids = new[] { id } })).Code);
            Assert.Equal("FORBIDDEN", (await _api.GraphQLAsync(manager, query, new { ids = new[] { id } })).Code);
            Assert.Equal(HttpStatusCode.Forbidden, (await _api.GraphQLAsync(stranger with { TenantId = admin.TenantId }, query, new { ids = new[] { id } })).Status);
        }

        Assert.Empty(IdsOf((await _api.GraphQLAsync(stranger, List)).Data("deadLetters")));
        foreach (var mutation in (string[])[Replay, Discard])
            Assert.Equal("NOT_FOUND", (await _api.GraphQLAsync(stranger, mutation, new { ids = new[] { id } })).Code);
        Assert.Equal([id], IdsOf((await _api.GraphQLAsync(admin, List)).Data("deadLetters")));
    }

    private async Task<SignedInUser> AdminAsync() => await _api.SignInAsync((await _api.NewTenantAsync()).Id, Role.Admin);

    /// <summary>A dead letter as a consumer leaves it.</summary>
    private async Task<Guid> DieAsync(Guid tenantId)
    {
        var (id, envelope) = (Guid.CreateVersion7(), new EventEnvelope
        {
            Id = Guid.CreateVersion7(),
            Type = "node.published",
            SchemaVersion = 1,
            TenantId = tenantId,
            AggregateType = "node",
            AggregateId = Guid.CreateVersion7(),
            AggregateVersion = 2,
            CorrelationId = Guid.CreateVersion7(),
            OccurredAt = DateTimeOffset.UtcNow,
            Payload = Encoding.UTF8.GetBytes("""{"why":"this"}"""),
        });
        return await _api.ScalarAsync<Guid>("""
            INSERT INTO events.dead_letters (id, consumer, partition, event_id, event_type, tenant_id, aggregate_type, aggregate_id, aggregate_version, envelope, attempts,
                error_type, error_message, traceparent, failed_traceparent, first_failed_at)
            VALUES ($1, 'content', 0, $2, $3, $4, $5, $6, $7, $8, 5, 'Npgsql.PostgresException', '23514: it broke',
                '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', '00-1bf7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', now())
            RETURNING id
            """, id, envelope.Id, envelope.Type, tenantId, envelope.AggregateType, envelope.AggregateId, envelope.AggregateVersion, EnvelopeCodec.Encode(envelope));
    }

    private static List<Guid> IdsOf(JsonElement connection) => [.. connection.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetGuid())];
}
