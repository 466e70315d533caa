using RusToK.Core.Errors;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Embedded.Servers;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>The demo as <c>./rustok up --demo</c> starts it: a process that knows nothing but the API's address and an account.</summary>
[Collection(nameof(RunningSystemTests))]
public sealed class DemoTests(RunningSystem system)
{
    private const string Password = "a long demo password";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_tenants_are_opened_and_kept_busy_by_readers_buyers_and_editors()
    {
        var email = $"{Guid.NewGuid():N}@platform.test";
        await OpenPlatformAsync(email);
        // An earlier run that was cut short, which this one has to finish.
        await system.SendAsync<CreateTenant, Tenant>(Guid.CreateVersion7(), new CreateTenant("Fern & Fig", "garden", null, "en"));
        await using var demo = new ProjectProcess("RusToK.Demo", "demo", new Dictionary<string, string>
        {
            ["Demo__Apis__0"] = system.Api.BaseAddress!.ToString(),
            ["Demo__PlatformEmail"] = email,
            ["Demo__PlatformPassword"] = Password,
            ["Demo__Password"] = Password,
        });
        await demo.StartAsync(Cancellation);

        await Eventually.HoldsAsync(
            () => system.Database.ScalarAsync<bool>("""
                SELECT count(*) = 2 AND bool_and(orders >= 3) AND bool_and(posts >= 8) AND bool_and(shelves = 50)
                  FROM (SELECT (SELECT count(*) FROM read.orders o WHERE o.tenant_id = t.id) AS orders,
                               (SELECT count(*) FROM read.content_nodes n WHERE n.tenant_id = t.id AND n.status = 'published') AS posts,
                               (SELECT count(*) FROM read.products p WHERE p.tenant_id = t.id) AS shelves
                          FROM tenancy.tenants t WHERE t.slug IN ('garden', 'paper')) AS tenants
                """),
            () => string.Join('\n', demo.Output.Lines.TakeLast(20)), TimeSpan.FromSeconds(120), Cancellation);

        Assert.DoesNotContain(demo.Output.Lines, line => line.Contains("VALIDATION", StringComparison.Ordinal) || line.Contains("FORBIDDEN", StringComparison.Ordinal) || line.Contains("INTERNAL", StringComparison.Ordinal));
    }

    private async Task OpenPlatformAsync(string email)
    {
        try
        {
            await system.SendAsync<CreateTenant, Tenant>(PlatformTenant.Id, new CreateTenant("Platform", PlatformTenant.Slug, null, "en"));
        }
        catch (ConflictException)
        {
            // It is there.
        }

        await system.SendAsync<CreateUser, User>(PlatformTenant.Id, new CreateUser(email, "Platform", Role.SuperAdmin, Password));
    }
}
