using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RusToK.Core.Persistence;
using RusToK.Worker.Hosting;

namespace RusToK.Worker.Commands;

/// <summary>
/// Creates the two logins and brings the schema up to date. Runs as the owner of the database, who needs CREATEROLE the first time, and membership
/// in <c>pg_monitor</c> if the age of the oldest transaction is to be measured.
/// </summary>
internal static class MigrateCommand
{
    /// <summary>The first with <c>transaction_timeout</c>, which bounds the transactions of relay and consumers.</summary>
    private const int OldestPostgreSql = 17;

    public static Command Create()
    {
        var command = new Command("migrate", "Create the database logins and apply all migrations (as the owner of the database).");
        command.SetAction((_, cancellationToken) => CommandHost.RunAsync("migrate", RunAsync, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var dataSource = services.GetRequiredService<NpgsqlDataSource>();
        await RequireVersionAsync(dataSource, cancellationToken);
        await EnsureLoginAsync(dataSource, DatabaseRoles.App, configuration["Database:AppPassword"], cancellationToken);
        await EnsureLoginAsync(dataSource, DatabaseRoles.Worker, configuration["Database:WorkerPassword"], cancellationToken);

        var database = services.GetRequiredService<RusToKDbContext>().Database;
        database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        var pending = (await database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        await database.MigrateAsync(cancellationToken);
        Console.WriteLine(pending.Count == 0
            ? "The schema is up to date."
            : $"Applied {pending.Count} migrations: {string.Join(", ", pending)}.");
        return 0;
    }

    private static async Task RequireVersionAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (connection.PostgreSqlVersion.Major < OldestPostgreSql)
            throw new InvalidOperationException($"The server is PostgreSQL {connection.PostgreSqlVersion}: {OldestPostgreSql} or later is needed.");
    }

    /// <summary>Creates a login, or sets its password; without a configured password an existing login is left as it is.</summary>
    private static async Task EnsureLoginAsync(
        NpgsqlDataSource dataSource, string role, string? password, CancellationToken cancellationToken)
    {
        await using var statement = dataSource.CreateCommand("""
            SELECT format(CASE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = $1) THEN 'ALTER' ELSE 'CREATE' END
                          || ' ROLE %I LOGIN PASSWORD %L', $1::text, $2::text),
                   EXISTS (SELECT FROM pg_roles WHERE rolname = $1)
            """);
        statement.Parameters.Add(new NpgsqlParameter<string> { TypedValue = role });
        statement.Parameters.Add(new NpgsqlParameter { Value = (object?)password ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        string sql;
        bool exists;
        await using (var reader = await statement.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            (sql, exists) = (reader.GetString(0), reader.GetBoolean(1));
        }

        if (password is null)
        {
            if (exists)
                return;
            var key = role == DatabaseRoles.App ? "Database__AppPassword" : "Database__WorkerPassword";
            throw new InvalidOperationException($"The login {role} does not exist yet: set {key} to the password it shall have.");
        }

        await using var create = dataSource.CreateCommand(sql);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }
}
