using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.Tests.Fixtures;

/// <summary>The modules in this process on one database, and who else is connected to it.</summary>
internal sealed class RunningModules : IAsyncDisposable
{
    private RunningModules(SpineDatabase database)
    {
        Database = database;
        Services = TestServices.Build(database.App + ";Maximum Pool Size=40");
        Worker = DataSources.Create(database.Worker + ";Maximum Pool Size=20");
        Superuser = DataSources.Create(database.Superuser + ";Maximum Pool Size=20");
    }

    public SpineDatabase Database { get; }

    public ServiceProvider Services { get; }

    public NpgsqlDataSource Worker { get; }

    public NpgsqlDataSource Superuser { get; }

    public static async Task<RunningModules> StartAsync(SpineFixture spine) => new(await spine.CreateDatabaseAsync(CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Worker.DisposeAsync();
        await Superuser.DisposeAsync();
    }
}
