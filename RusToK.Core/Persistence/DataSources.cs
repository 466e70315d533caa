using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace RusToK.Core.Persistence;

/// <summary>How this product connects to PostgreSQL: settings it relies on, and span names that say what a statement is for.</summary>
public static class DataSources
{
    /// <param name="connectionString">Where, and as whom.</param>
    /// <param name="loggers">Null for none.</param>
    /// <param name="pool">What metrics call its pool; without one they quote the connection string, but for the password.</param>
    /// <param name="keepsSessions">
    /// Whether settings or locks may outlive a transaction. Where they never do, a connection that is returned is not cleaned up, which would be five
    /// statements before the next one.
    /// </param>
    public static NpgsqlDataSource Create(string connectionString, ILoggerFactory? loggers = null, string? pool = null, bool keepsSessions = true)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = pool };
        // Statements are few and repeat: preparing them halves the cost of the short ones.
        builder.ConnectionStringBuilder.MaxAutoPrepare = 200;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        builder.ConnectionStringBuilder.NoResetOnClose = !keepsSessions;
        // The detail of an error quotes the row it is about, and errors go to spans, logs and dead letters.
        builder.ConnectionStringBuilder.IncludeErrorDetail = false;
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
            .ConfigureCommandEnrichmentCallback(SqlSpans.Begin)
            .ConfigureBatchEnrichmentCallback(SqlSpans.Begin)
            .EnableFirstResponseEvent(false));
        return builder.Build();
    }
}
