using RusToK.Embedded;
using RusToK.Embedded.Servers;
using Xunit;

namespace RusToK.Tests.Embedded;

public sealed class ProjectProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_API_is_killed_and_started_again_on_the_same_port()
    {
        await using var servers = await EmbeddedServers.StartAsync(cancellationToken: Cancellation);
        await using var api = new ProjectProcess(
            "RusToK.Api",
            "api",
            new Dictionary<string, string>
            {
                ["ConnectionStrings__rustok"] = servers.Postgres.SuperuserConnectionString(),
                ["ConnectionStrings__redis"] = servers.Redis.ConnectionString,
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
            })
        {
            ReadyPath = "/health/live",
        };
        await api.StartAsync(Cancellation);
        var (first, port) = (api.ProcessId, api.Port);

        await api.KillAsync();
        Assert.Equal(137, await api.Completion);
        Assert.False(await api.IsHealthyAsync(Cancellation));
        await api.StartAsync(Cancellation);

        Assert.NotEqual(first, api.ProcessId);
        Assert.Equal(port, api.Port);
        Assert.True(await api.IsHealthyAsync(Cancellation));
    }
}
