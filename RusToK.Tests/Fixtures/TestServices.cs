using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using RusToK.Core.Commands;
using RusToK.Core.Commerce;
using RusToK.Core.Content;
using RusToK.Core.DeadLetters;
using RusToK.Core.Events.Handling;
using RusToK.Core.Import;
using RusToK.Core.Identity;
using RusToK.Core.Persistence;
using RusToK.Core.Search;
using RusToK.Core.Tenancy;

namespace RusToK.Tests.Fixtures;

/// <summary>The modules in this process, on a test's database, as a process of the product has them.</summary>
internal static class TestServices
{
    public static ServiceProvider Build(string connectionString) => new ServiceCollection()
        .AddSingleton(Configuration(connectionString))
        .AddPersistence(Configuration(connectionString))
        .AddLogging()
        .AddCommands()
        .AddTenancy()
        .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development })
        .AddIdentity()
        .AddContent()
        .AddCommerce()
        .AddDeadLetters()
        .AddSearch()
        .AddImport()
        .AddProjections()
        .BuildServiceProvider();

    private static IConfiguration Configuration(string connectionString) => new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:rustok", (string?)connectionString), KeyValuePair.Create("Identity:Passwords:Iterations", (string?)"1000")])
        .Build();

    public static async Task<TResult> SendAsync<TCommand, TResult>(IServiceProvider services, CommandContext context, TCommand command)
        where TCommand : ICommand<TResult>
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CommandDispatcher>()
            .SendAsync<TCommand, TResult>(command, context, Xunit.TestContext.Current.CancellationToken);
    }
}
