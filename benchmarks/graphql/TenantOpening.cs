using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using RusToK.Core.Commands;
using RusToK.Core.Commerce;
using RusToK.Core.Content;
using RusToK.Core.Identity;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;

namespace RusToK.Benchmarks.GraphQL;

/// <summary>Opens tenants of a database by their command.</summary>
internal static class TenantOpening
{
    /// <param name="appConnectionString">As the API connects.</param>
    /// <param name="tenants">None of which is there yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task OpenAsync(string appConnectionString, IEnumerable<(Guid Id, string Slug)> tenants, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:rustok", (string?)appConnectionString)]).Build();
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development })
            .AddLogging().AddPersistence(configuration)
            .AddCommands().AddTenancy().AddIdentity().AddContent().AddCommerce()
            .BuildServiceProvider();
        foreach (var (id, slug) in tenants)
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<CommandDispatcher>().SendAsync<CreateTenant, Tenant>(
                new CreateTenant("Benchmark", slug, null, "en"), new CommandContext(id, "en", ActorId: null, Guid.CreateVersion7()), cancellationToken);
        }
    }
}
