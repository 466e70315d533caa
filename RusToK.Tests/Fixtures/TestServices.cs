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
using RusToK.Core.Usage;
using RusToK.Core.Webhooks;

namespace RusToK.Tests.Fixtures;

/// <summary>The modules in this process, on a test's database, as a process of the product has them.</summary>
internal static class TestServices
{
    /// <param name="connectionString">Of the database, with the login.</param>
    /// <param name="settings">Configuration by key.</param>
    public static ServiceProvider Build(string connectionString, params IEnumerable<(string Key, string Value)> settings) => new ServiceCollection()
        .AddSingleton(Configuration(connectionString, settings))
        .AddPersistence(Configuration(connectionString, settings))
        .AddLogging()
        .AddCommands()
        .AddTenancy()
        .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development })
        .AddIdentity()
        .AddContent()
        .AddCommerce()
        .AddDeadLetters()
        .AddSearch()
        .AddImport().AddImportJobs()
        .AddWebhooks()
        .AddUsage()
        .AddProjections()
        .BuildServiceProvider();

    private static IConfiguration Configuration(string connectionString, IEnumerable<(string Key, string Value)> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:rustok", (string?)connectionString), KeyValuePair.Create("Identity:Passwords:Iterations", (string?)"1000")])
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
        .Build();

    public static async Task<TResult> SendAsync<TCommand, TResult>(IServiceProvider services, CommandContext context, TCommand command)
        where TCommand : ICommand<TResult>
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CommandDispatcher>()
            .SendAsync<TCommand, TResult>(command, context, Xunit.TestContext.Current.CancellationToken);
    }
}
