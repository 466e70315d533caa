using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Events.Log;
using RusToK.Core.Resilience;

namespace RusToK.Core.Persistence;

/// <summary>Begins the writes of a command.</summary>
public sealed class WriteBatchFactory
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly EntityStatements _statements;
    private readonly EventAppender _appender;
    private readonly DependencySet _dependencies;

    internal WriteBatchFactory(NpgsqlDataSource dataSource, IModel model, EventAppender appender, DependencySet dependencies)
    {
        _dataSource = dataSource;
        _statements = new EntityStatements(model);
        _appender = appender;
        _dependencies = dependencies;
    }

    /// <summary>Identities for events that a hand-written call of a SQL function may append; see <see cref="ReservedEvents"/>.</summary>
    internal ReservedEvents Reserve(IReadOnlyList<(Type Record, string AggregateType)> events, CommandContext context) => _appender.Reserve(events, context);

    /// <summary>What the database refused, in words of the model; null when the failure is not the client's.</summary>
    internal DomainException? Translate(PostgresException error) => ConstraintErrors.Translate(error, _statements.Model);

    public WriteBatch Begin(CommandContext context) => new(_dataSource, _statements, _appender, _dependencies.PostgreSql, context);
}
