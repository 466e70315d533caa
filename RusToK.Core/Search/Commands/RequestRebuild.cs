using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Events.Handling;
using RusToK.Core.Persistence;
using RusToK.Core.Search.Events;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Search.Commands;

/// <summary>
/// Asks for a read model to be written anew from the whole log. A worker does it, whichever is free; readers see the old rows until it is
/// complete, and it is one rebuild of a read model at a time.
/// </summary>
/// <param name="ReadModel">Name of the read model, such as <c>content</c>.</param>
[CommandName("search.request_rebuild")]
public sealed record RequestRebuild(string ReadModel) : ICommand<ReadModelRebuild>;

internal sealed class RequestRebuildHandler(ReadModelNames names, RebuildQueries rebuilds, WriteBatchFactory writes, TimeProvider clock)
    : ICommandHandler<RequestRebuild, ReadModelRebuild>
{
    private const string Aggregate = "rebuild";

    private const string Insert = """
        INSERT INTO events.rebuilds (id, read_model, requested_by, requested_at, traceparent) VALUES ($1, $2, $3, $4, $5)
        """;

    public async Task<ReadModelRebuild> HandleAsync(RequestRebuild command, CommandContext context, CancellationToken cancellationToken)
    {
        if (!names.All.Contains(command.ReadModel))
            throw new InvalidInputException("readModel", "exists", $"readModel must be one of {string.Join(", ", names.All)}.");
        // It is all tenants', so its event is the platform's.
        context = context with { TenantId = TenantRules.PlatformId };
        var id = Guid.CreateVersion7();
        try
        {
            await writes.Begin(context)
                .Execute(
                    Insert,
                    new NpgsqlParameter<Guid> { TypedValue = id },
                    new NpgsqlParameter<string> { TypedValue = command.ReadModel },
                    new NpgsqlParameter { Value = (object?)context.ActorId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                    new NpgsqlParameter<DateTime> { TypedValue = clock.GetStorableNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                    new NpgsqlParameter { Value = (object?)Activity.Current?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text })
                .Append(new ReindexRequested(command.ReadModel), Aggregate, id, 1)
                .CommitAsync(cancellationToken);
        }
        catch (ConflictException conflict) when (conflict.Rule == "unique")
        {
            throw new ConflictException($"A rebuild of {command.ReadModel} is under way or asked for already.", "readModel", "in-progress", conflict);
        }

        return (await rebuilds.FindAsync(id, cancellationToken))!;
    }
}
