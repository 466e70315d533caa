using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Events.Log;

namespace RusToK.Core.Persistence;

/// <summary>Begins the writes of a command.</summary>
public sealed class WriteBatchFactory
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly EntityStatements _statements;
    private readonly EventAppender _appender;

    internal WriteBatchFactory(NpgsqlDataSource dataSource, IModel model, EventAppender appender)
    {
        _dataSource = dataSource;
        _statements = new EntityStatements(model);
        _appender = appender;
    }

    public WriteBatch Begin(CommandContext context) => new(_dataSource, _statements, _appender, context);
}
