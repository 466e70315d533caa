using System.Data.Common;
using System.Diagnostics;
using Npgsql;
using RusToK.Core.Faults;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Persistence;

/// <summary>
/// Makes PostgreSQL itself slow, by a sleep in the settings that go before the statements of a tenant or a consumer: so the duration of the
/// statement has it, in spans and metrics, which a wait before the statement would not be part of.
/// </summary>
internal static class SlowStatements
{
    private const string Parameter = "rustok_delay";
    private const string Sleep = ", pg_sleep(";

    /// <summary>Longest text of settings, with the sleep; what comes after them is not searched.</summary>
    private const int LongestSettings = 512;

    /// <summary>Whether there has been any, so that nobody looks for one where there cannot be.</summary>
    private static volatile bool _haveBeen;

    /// <summary>Slows the first statement of a batch, a <c>SELECT</c> of settings, when the fault strikes its tenant.</summary>
    /// <param name="batch">With its first statement.</param>
    /// <param name="faults">What is switched on; null where faults are not allowed.</param>
    /// <param name="tenantId">Whose the batch is.</param>
    public static void Slow(this NpgsqlBatch batch, ActiveFaults? faults, Guid tenantId)
    {
        if (faults?.Strike(FaultCatalogue.DatabaseSlow, tenantId) is not { } struck)
            return;
        _haveBeen = true;
        var first = batch.BatchCommands[0];
        first.Parameters.Add(new NpgsqlParameter<double> { TypedValue = struck.Latency.TotalSeconds });
        first.CommandText += $"{Sleep}${first.Parameters.Count})";
    }

    /// <summary>The same for a batch of several tenants, one of which the fault has to strike.</summary>
    public static void Slow(this NpgsqlBatch batch, ActiveFaults? faults, IEnumerable<Guid> tenants)
    {
        if (faults?.Find(FaultCatalogue.DatabaseSlow) is { } active)
            batch.Slow(faults, tenants.FirstOrDefault(id => active.IsFor(id)));
    }

    /// <summary>The same for a command with named parameters, whose text is to begin with the settings.</summary>
    /// <returns>The settings as they are to be sent.</returns>
    public static string Slow(this DbCommand command, ActiveFaults? faults, Guid tenantId, string settings)
    {
        if (faults?.Strike(FaultCatalogue.DatabaseSlow, tenantId) is not { } struck)
            return settings;
        _haveBeen = true;
        command.Parameters.Add(new NpgsqlParameter<double>(Parameter, struck.Latency.TotalSeconds));
        return $"{settings}{Sleep}@{Parameter})";
    }

    /// <summary>Marks the span of a statement that was slowed.</summary>
    /// <param name="span">The statement's.</param>
    /// <param name="text">Its text, or that of the first one of a batch.</param>
    public static void Mark(Activity span, string text)
    {
        if (_haveBeen && text.AsSpan(0, Math.Min(text.Length, LongestSettings)).Contains(Sleep, StringComparison.Ordinal))
            span.SetTag(Attributes.Fault, FaultCatalogue.DatabaseSlow);
    }
}
