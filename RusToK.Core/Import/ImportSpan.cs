using System.Diagnostics;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Import;

/// <summary>Writes on the span of a run how it ended.</summary>
internal static class ImportSpan
{
    public static async Task<ImportDamage?> WatchAsync(Activity? span, ImportProgress progress, Func<Task<ImportDamage?>> run)
    {
        try
        {
            var damage = await run();
            span?.SetTag(Attributes.Outcome, damage is null ? "ok" : "damaged");
            return damage;
        }
        catch (Exception error) when (span is not null)
        {
            span.SetTag(Attributes.Outcome, error is OperationCanceledException ? "cancelled" : "failed");
            span.SetTag(Attributes.ErrorType, error.GetType().FullName);
            span.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
            throw;
        }
        finally
        {
            span?.SetTag(Attributes.ImportEntries, progress.Entries);
        }
    }
}
