using System.CommandLine;
using Npgsql;
using RusToK.Worker.Hosting;
using RusToK.Worker.Relay;

namespace RusToK.Worker.Commands;

/// <summary>
/// Makes a restored event log usable in its new cluster. Transaction ids begin anew there; the relay refuses to work until this was run.
/// </summary>
internal static class ReanchorCommand
{
    /// <summary>Ids the log is rewritten to are as many as the batches that somebody may ask for again, plus these.</summary>
    private const int SpareIds = 16;

    public static Command Create()
    {
        var command = new Command("reanchor", "After restoring a dump into another PostgreSQL cluster: rewrite the log's transaction ids (as the owner).");
        command.SetAction((_, cancellationToken) => CommandHost.RunAsync("reanchor", RunAsync, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var owner = OwnerDataSource(services);
        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        if ((await RelayState.LoadAsync(connection, cancellationToken)).SameCluster)
        {
            Console.WriteLine("The event log belongs to this cluster already; nothing to do.");
            return 0;
        }

        await PassSmallIdsAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand("SELECT kept_batches, pending_events FROM events.reanchor()", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        Console.WriteLine(
            $"The event log belongs to this cluster now: {reader.GetInt64(0)} batches can be delivered again, " +
            $"{reader.GetInt64(1)} events wait for their first delivery. The relay goes on within seconds.");
        return 0;
    }

    private static NpgsqlDataSource OwnerDataSource(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        return NpgsqlDataSource.Create(
            configuration.GetConnectionString("rustok-owner") ?? configuration.GetConnectionString("rustok")!);
    }

    /// <summary>The rewritten ids must lie in the past of this cluster; a fresh one is helped along, one transaction each.</summary>
    private static async Task PassSmallIdsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var count = new NpgsqlCommand("SELECT count(*) FROM events.relay_batches", connection);
        var needed = (ulong)((long)(await count.ExecuteScalarAsync(cancellationToken))! + SpareIds);
        await using var next = new NpgsqlCommand("SELECT pg_current_xact_id()", connection);
        while ((ulong)(await next.ExecuteScalarAsync(cancellationToken))! < needed)
            cancellationToken.ThrowIfCancellationRequested();
    }
}
