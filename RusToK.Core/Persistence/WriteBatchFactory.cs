using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Events.Log;

namespace RusToK.Core.Persistence;

/// <summary>Begins the writes of a command.</summary>
public sealed class WriteBatchFactory
{
    private readonly TenantStatements _database;
    private readonly EntityStatements _statements;
    private readonly EventAppender _appender;

    internal WriteBatchFactory(TenantStatements database, IModel model, EventAppender appender) =>
        (_database, _statements, _appender) = (database, new EntityStatements(model), appender);

    /// <summary>Identities for events that a hand-written call of a SQL function may append; see <see cref="ReservedEvents"/>.</summary>
    internal ReservedEvents Reserve(IReadOnlyList<(Type Record, string AggregateType)> events, CommandContext context) => _appender.Reserve(events, context);

    /// <summary>What the database refused, in words of the model; null when the failure is not the client's.</summary>
    internal DomainException? Translate(PostgresException error) => ConstraintErrors.Translate(error, _statements.Model);

    public WriteBatch Begin(CommandContext context) => new(_database, _statements, _appender, context);
}
