using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RusToK.Core.Content.External;
using RusToK.Core.Identity.Users;
using RusToK.Core.Persistence;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Resilience;

/// <summary>A pool full of connections that PostgreSQL has ended, as after its restart.</summary>
public sealed class LostConnectionTests(LoneModuleHost host) : IClassFixture<LoneModuleHost>
{
    private const int Connections = 8;

    [Fact]
    public async Task Commands_that_find_a_pool_of_dead_connections_are_answered()
    {
        var tenant = await host.NewTenantAsync();
        await EndPoolAsync();

        for (var i = 0; i < Connections; i++)
            await host.NewNodeAsync(tenant, Posts.Published($"Post {i}"));

        Assert.Equal(Connections, await host.ScalarAsync<long>("SELECT count(*) FROM content.nodes WHERE tenant_id = $1", tenant.TenantId));
    }

    [Fact]
    public async Task A_query_of_Entity_Framework_finds_another_connection()
    {
        var tenant = await host.NewTenantAsync();
        await EndPoolAsync();
        await using var scope = host.Services.CreateAsyncScope();

        Assert.Null(await scope.ServiceProvider.GetRequiredService<UserReader>().FindByEmailAsync(tenant.TenantId, "nobody@example.test", ModuleHost.Cancellation));
    }

    [Fact]
    public async Task A_question_of_one_row_is_asked_again_with_its_parameters()
    {
        var tenant = await host.NewTenantAsync();
        await EndPoolAsync();

        Assert.Null(await host.Services.GetRequiredService<ContentSnapshots>().FindTagAsync(tenant.TenantId, "en", "nothing", ModuleHost.Cancellation));
    }

    /// <summary>Ends the connections that wait in the API's pool, without its knowing.</summary>
    private async Task EndPoolAsync()
    {
        var open = new List<NpgsqlConnection>();
        for (var i = 0; i < Connections; i++)
            open.Add(await host.App.OpenConnectionAsync(ModuleHost.Cancellation));
        foreach (var connection in open)
            await connection.DisposeAsync();
        var ended = await host.ScalarAsync<long>(
            "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = current_database() AND usename = $1", DatabaseRoles.App);
        Assert.True(ended >= Connections, $"{ended} connections were ended");
    }
}
