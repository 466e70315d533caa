using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Events.Handling;
using RusToK.Core.Import;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy;

namespace RusToK.Tests.Fixtures;

/// <summary>The modules in this process, on a test's database, as a process of the product has them.</summary>
internal static class TestServices
{
    public static ServiceProvider Build(string connectionString) => new ServiceCollection()
        .AddPersistence(new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:rustok", (string?)connectionString)]).Build())
        .AddCommands()
        .AddTenancy()
        .AddContent()
        .AddImport()
        .AddProjections()
        .BuildServiceProvider();

    public static async Task<TResult> SendAsync<TCommand, TResult>(IServiceProvider services, CommandContext context, TCommand command)
        where TCommand : ICommand<TResult>
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CommandDispatcher>()
            .SendAsync<TCommand, TResult>(command, context, Xunit.TestContext.Current.CancellationToken);
    }
}
