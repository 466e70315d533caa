using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RusToK.Api.Usage;
using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Events;
using RusToK.Core.Identity.Access;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Core.Usage;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL;
using RusToK.Worker.Usage;
using Xunit;

namespace RusToK.Tests.Usage;

/// <summary>What tenants use: the sums are what was sent.</summary>
public sealed class UsageTests(SpineFixture spine)
{
    private const string Days = "query($from: DateOnly!, $to: DateOnly!) { usage(from: $from, to: $to) { day requests errors events storageBytes } }";
    private const string Cheap = "{ __typename }";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Both, so that midnight is no matter.</summary>
    private static object Around => new
    {
        from = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1).ToString("O", CultureInfo.InvariantCulture),
        to = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1).ToString("O", CultureInfo.InvariantCulture),
    };

    [Fact]
    [Exercises("usage")]
    public async Task Requests_are_counted_by_tenant_and_told_to_its_administrators()
    {
        await using var api = await AccountsApi.StartAsync(await spine.CreateDatabaseAsync(Cancellation));
        var (admin, other) = (await api.SignInAsync((await api.NewTenantAsync()).Id, Role.Admin), await api.SignInAsync((await api.NewTenantAsync()).Id, Role.Admin));
        await HandOverAsync(api);
        var (before, otherBefore) = (await SumAsync(api, admin.TenantId), await SumAsync(api, other.TenantId));

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => api.GraphQLAsync(admin.TenantId, Cheap)));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => api.GraphQLAsync(other.TenantId, Cheap)));
        Assert.Equal(before, await SumAsync(api, admin.TenantId));
        await HandOverAsync(api);

        Assert.Equal((before.Requests + 200, 0L), await SumAsync(api, admin.TenantId));
        Assert.Equal((otherBefore.Requests + 50, 0L), await SumAsync(api, other.TenantId));
        var told = (await api.GraphQLAsync(admin, Days, Around)).Data("usage").EnumerateArray().ToList();
        Assert.Equal(before.Requests + 200, told.Sum(d => d.GetProperty("requests").GetInt64()));
    }

    [Fact]
    public async Task Failures_of_ours_are_errors_and_refusals_are_not()
    {
        await using var api = await AccountsApi.StartAsync(await spine.CreateDatabaseAsync(Cancellation));
        var admin = await api.SignInAsync((await api.NewTenantAsync()).Id, Role.Admin);
        await HandOverAsync(api);
        var before = await SumAsync(api, admin.TenantId);

        Assert.Equal("UNAUTHENTICATED", (await api.GraphQLAsync(admin.TenantId, "{ webhooks { id } }")).Code);
        await api.Database.ExecuteAsync("ALTER TABLE webhooks.endpoints RENAME TO elsewhere");
        Assert.Equal("INTERNAL", (await api.GraphQLAsync(admin, "{ webhooks { id } }")).Code);
        await HandOverAsync(api);

        Assert.Equal((before.Requests + 2, 1L), await SumAsync(api, admin.TenantId));
    }

    [Fact]
    public async Task Counts_that_cannot_be_written_are_kept()
    {
        await using var api = await AccountsApi.StartAsync(await spine.CreateDatabaseAsync(Cancellation));
        var tenant = (await api.NewTenantAsync()).Id;
        await api.Database.ExecuteAsync("ALTER TABLE usage.days RENAME TO elsewhere");
        for (var i = 0; i < 3; i++)
            await api.GraphQLAsync(tenant, Cheap);
        await HandOverAsync(api);
        await api.Database.ExecuteAsync("ALTER TABLE usage.elsewhere RENAME TO days");
        await api.GraphQLAsync(tenant, Cheap);
        await HandOverAsync(api);
        await HandOverAsync(api);

        Assert.Equal((4L, 0L), await SumAsync(api, tenant));
    }

    [Fact]
    public async Task Only_administrators_and_managers_of_the_tenant_see_it_and_at_most_for_a_range()
    {
        await using var api = await AccountsApi.StartAsync(await spine.CreateDatabaseAsync(Cancellation));
        var tenant = (await api.NewTenantAsync()).Id;
        var (manager, customer) = (await api.SignInAsync(tenant, Role.Manager), await api.SignInAsync(tenant));
        var stranger = await api.SignInAsync((await api.NewTenantAsync()).Id, Role.Admin);
        await HandOverAsync(api);

        Assert.Equal("UNAUTHENTICATED", (await api.GraphQLAsync(tenant, Days, Around)).Code);
        Assert.Equal("FORBIDDEN", (await api.GraphQLAsync(customer, Days, Around)).Code);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.GraphQLAsync(stranger with { TenantId = tenant }, Days, Around)).Status);
        Assert.NotEqual(0, (await api.GraphQLAsync(manager, Days, Around)).Data("usage").GetArrayLength());
        foreach (var (from, to) in ((string, string)[])[("2026-01-02", "2026-01-01"), ("2025-01-01", "2026-02-05")])
        {
            var refused = await api.GraphQLAsync(manager, Days, new { from, to });
            Assert.Equal(("VALIDATION", "range"), (refused.Code, refused.Rule));
        }
    }

    [Fact]
    public async Task Every_event_is_counted_for_its_tenant_on_its_day()
    {
        await using var modules = await RunningModules.StartAsync(spine);
        var counter = modules.Services.GetRequiredService<EventCounter>();
        var (mine, theirs) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (first, second) = (new DateTimeOffset(2026, 1, 1, 23, 59, 59, TimeSpan.Zero), new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        EventEnvelope[] events = [.. Enumerable.Repeat(Event(mine, first), 3), Event(mine, second), Event(theirs, first), Event(theirs, second)];

        // Side by side, in both orders: they wait for each other and not in a circle.
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            await using var connection = await modules.Worker.OpenConnectionAsync(Cancellation);
            await using var batch = connection.CreateBatch();
            counter.Project(i % 2 == 0 ? events : [.. events.Reverse()], batch);
            await batch.ExecuteNonQueryAsync(Cancellation);
        }));

        Assert.Equal(
            ["60", "20", "20", "20"],
            await modules.Database.ScalarAsync<string[]>($"SELECT array_agg(events::text ORDER BY tenant_id <> '{mine}', day) FROM usage.days"));
    }

    [Fact]
    public async Task Storage_is_measured_once_a_day_and_old_days_are_dropped()
    {
        await using var modules = await RunningModules.StartAsync(spine);
        var (small, large) = (await NewTenantAsync(modules), await NewTenantAsync(modules));
        for (var i = 0; i < 5; i++)
            await TestServices.SendAsync<CreateNode, NodeResult>(
                modules.Services, large, Posts.New($"Node {i}", new string('x', 10_000)));
        await modules.Database.ExecuteAsync("""
            CREATE TABLE usage.days_20200101 PARTITION OF usage.days FOR VALUES FROM ('2020-01-01') TO ('2020-01-02');
            INSERT INTO usage.days (tenant_id, day, requests) VALUES (gen_random_uuid(), '2020-01-01', 1);
            INSERT INTO usage.days (tenant_id, day, requests) VALUES (gen_random_uuid(), current_date + 30, 1);
            """);
        using var upkeep = new UsageUpkeep(modules.Worker, Options.Create(new UsageOptions()), TimeProvider.System, NullLogger<UsageUpkeep>.Instance);

        Assert.True(await upkeep.WorkAsync(Cancellation));
        Assert.False(await upkeep.WorkAsync(Cancellation));

        var bytes = await modules.Database.ScalarAsync<long[]>(
            $"SELECT array_agg(storage_bytes ORDER BY tenant_id <> '{small.TenantId}') FROM usage.days WHERE tenant_id IN ('{small.TenantId}', '{large.TenantId}')");
        Assert.True(bytes[0] > 100, $"{bytes[0]} bytes");
        // A body that repeats is kept compressed; what it leaves is more than nothing.
        Assert.True(bytes[1] > bytes[0] + 1000, $"{bytes[0]} and {bytes[1]} bytes");
        Assert.Equal(0, await modules.Database.ScalarAsync<long>("SELECT count(*) FROM usage.days WHERE day < '2021-01-01'"));
        Assert.Equal(1, await modules.Database.ScalarAsync<long>("SELECT count(*) FROM usage.days_default"));
    }

    private static async Task HandOverAsync(AccountsApi api) =>
        await api.Services.GetServices<IHostedService>().OfType<UsageHandOver>().Single().HandOverAsync(Cancellation);

    private static async Task<(long Requests, long Errors)> SumAsync(AccountsApi api, Guid tenantId) =>
        (await api.ScalarAsync<long>("SELECT coalesce(sum(requests), 0)::bigint FROM usage.days WHERE tenant_id = $1", tenantId),
            await api.ScalarAsync<long>("SELECT coalesce(sum(errors), 0)::bigint FROM usage.days WHERE tenant_id = $1", tenantId));

    private static async Task<CommandContext> NewTenantAsync(RunningModules modules)
    {
        var context = new CommandContext(Guid.CreateVersion7(), "en", null, Guid.CreateVersion7());
        await TestServices.SendAsync<CreateTenant, Tenant>(
            modules.Services, context, new CreateTenant("Test", "t" + context.TenantId.ToString("N"), null, "en"));
        return context;
    }

    private static EventEnvelope Event(Guid tenantId, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(),
        Type = "unknown.to_this_version",
        SchemaVersion = 1,
        TenantId = tenantId,
        AggregateType = "unknown",
        AggregateId = Guid.CreateVersion7(),
        AggregateVersion = 1,
        CorrelationId = Guid.CreateVersion7(),
        OccurredAt = at,
        RecordedAt = at,
        Payload = "{}"u8.ToArray(),
    };
}
