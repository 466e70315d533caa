using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace RusToK.Core.Persistence;

/// <summary>
/// The migrations of this version. Entity Framework knows them too, but has to build its whole model first, which is most of what a
/// process does until it is ready.
/// </summary>
public static class KnownMigrations
{
    private static readonly string[] Ids =
        [.. typeof(KnownMigrations).Assembly.GetTypes().Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>()];

    /// <summary>How many of them the database lacks.</summary>
    /// <exception cref="PostgresException">The history cannot be read, or was never begun.</exception>
    public static async Task<int> CountPendingAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT count(*)::int FROM unnest($1::text[]) AS known(id) WHERE NOT EXISTS (SELECT FROM rustok.migrations WHERE migration_id = known.id)");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Ids });
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
