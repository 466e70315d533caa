using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Events;
using RusToK.Core.Events.Log;
using RusToK.Core.Resilience;

namespace RusToK.Core.Persistence;

/// <summary>
/// All writes of one command: state changes and the events that tell of them, sent in one round trip and committed
/// together. Nothing reaches the database before <see cref="CommitAsync"/>.
/// </summary>
public sealed class WriteBatch
{
    private readonly TenantStatements _database;
    private readonly EntityStatements _statements;
    private readonly EventAppender _appender;
    private readonly CommandContext _context;
    private readonly List<NpgsqlBatchCommand> _commands = [];
    private readonly List<PendingEvent> _events = [];
    private ReservedEvents? _reserved;

    internal WriteBatch(TenantStatements database, EntityStatements statements, EventAppender appender, CommandContext context) =>
        (_database, _statements, _appender, _context) = (database, statements, appender, context);

    public WriteBatch Insert(object entity) => Add(_statements.Insert(entity));

    /// <summary>Inserts the row or replaces the one with the same key.</summary>
    public WriteBatch Upsert(object entity) => Add(_statements.Upsert(entity));

    /// <param name="entity">The row as it shall be, with its new version.</param>
    /// <param name="expectedVersion">The version the change was decided on; null for rows without a version of their own.</param>
    public WriteBatch Update(object entity, long? expectedVersion = null) => Add(_statements.Update(entity, expectedVersion));

    /// <inheritdoc cref="Update"/>
    public WriteBatch Delete(object entity, long? expectedVersion = null) => Add(_statements.Delete(entity, expectedVersion));

    /// <summary>A hand-written statement with positional parameters.</summary>
    public WriteBatch Execute(string sql, params ReadOnlySpan<NpgsqlParameter> parameters) => Add(TenantBatch.Command(sql, parameters));

    /// <summary>A SQL function that decides by itself which events it appends; at most one in a batch.</summary>
    /// <param name="sql">
    /// Selects the function's result as <see cref="ReservedEvents.Result"/>. Its first argument is <see cref="ReservedEvents.Origin"/>, whose
    /// parameters come before the others.
    /// </param>
    /// <param name="events">Record type and aggregate type of every event it may append, by slot.</param>
    /// <param name="parameters">The parameters after those of the origin, from $9.</param>
    internal WriteBatch ExecuteAppending(
        string sql, IReadOnlyList<(Type Record, string AggregateType)> events, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        if (_reserved is not null)
            throw new InvalidOperationException("A batch holds one function that appends events.");
        _reserved = _appender.Reserve(events, _context);
        return Execute(sql, [.. _reserved.Parameters, .. parameters]);
    }

    /// <summary>Appends an event to the log, in the order of the calls.</summary>
    /// <param name="event">What happened.</param>
    /// <param name="aggregateType">Such as <c>node</c>.</param>
    /// <param name="aggregateId">Its id; all events of one aggregate keep their order.</param>
    /// <param name="aggregateVersion">The version it has after this event.</param>
    public WriteBatch Append(IEvent @event, string aggregateType, Guid aggregateId, long aggregateVersion)
    {
        _events.Add(new PendingEvent(@event, aggregateType, aggregateId, aggregateVersion));
        return this;
    }

    /// <summary>
    /// Sends everything in one round trip and commits it. It is sent again only when PostgreSQL never got it or has taken it back (a deadlock):
    /// when the connection breaks after that, nobody knows whether it was committed, and the caller is told so by the failure.
    /// </summary>
    /// <exception cref="ConflictException">A row has another version than expected, or a unique value is taken.</exception>
    /// <exception cref="InvalidInputException">A reference points to nothing.</exception>
    /// <exception cref="UnavailableException">PostgreSQL does not answer; nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">It went away before it answered.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        var created = _appender.Create(_events, _context);
        try
        {
            await _database.WriteAsync(_context.TenantId, (batch, stop) => SendAsync(batch, created, stop), cancellationToken);
            created.Complete();
        }
        catch (PostgresException error) when (ConstraintErrors.Translate(error, _statements.Model) is { } refusal)
        {
            created.Fail(refusal);
            throw refusal;
        }
        catch (Exception error)
        {
            created.Fail(error);
            throw;
        }
    }

    private async Task<bool> SendAsync(NpgsqlBatch batch, CreatedEvents created, CancellationToken cancellationToken)
    {
        foreach (var command in _commands)
            batch.BatchCommands.Add(command);
        created.AddTo(batch);
        if (_reserved is null)
            await batch.ExecuteAsync(cancellationToken);
        else
            _reserved.Complete(await ReadAppendedAsync(batch, cancellationToken));
        return true;
    }

    private static async Task<HashSet<Guid>> ReadAppendedAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var appended = new HashSet<Guid>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
                if (reader.GetName(0) == ReservedEvents.Result)
                    appended.UnionWith(reader.GetFieldValue<Guid[]>(0));
        }
        while (await batch.NextResultAsync(reader, cancellationToken));
        return appended;
    }

    private WriteBatch Add(NpgsqlBatchCommand command)
    {
        _commands.Add(command);
        return this;
    }
}
