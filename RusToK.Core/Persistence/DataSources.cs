using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace RusToK.Core.Persistence;

/// <summary>How this product connects to PostgreSQL: settings it relies on, and span names that say what a statement is for.</summary>
public static class DataSources
{
    public static NpgsqlDataSource Create(string connectionString, ILoggerFactory? loggers = null)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        // Statements are few and repeat: preparing them halves the cost of the short ones.
        builder.ConnectionStringBuilder.MaxAutoPrepare = 200;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        // No error detail: it quotes the row, which may hold an address or another secret, into spans and logs.
        if (!connectionString.Contains("Application Name", StringComparison.OrdinalIgnoreCase))
            builder.ConnectionStringBuilder.ApplicationName = AppDomain.CurrentDomain.FriendlyName;
        if (loggers is not null)
            builder.UseLoggerFactory(loggers);
        // What no request, event or operation asked for (polls, elections, leases) is no trace: forty a second would hide the others.
        // The metrics of the statements count them.
        builder.ConfigureTracing(tracing => tracing
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null)
            .ConfigureCommandSpanNameProvider(command => SqlSummary.Of(command.CommandText))
            .ConfigureBatchSpanNameProvider(batch => SqlSummary.Of(batch))
            .EnableFirstResponseEvent(false));
        return builder.Build();
    }
}
