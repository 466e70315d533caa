using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Logs;
using RusToK.Core.Telemetry;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>Puts the tenant and the user of the current span on every log record.</summary>
internal sealed class TenantLogProcessor : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (Activity.Current is not { } span)
            return;
        List<KeyValuePair<string, object?>>? attributes = null;
        foreach (var (key, value) in span.Baggage)
            if (key is Attributes.TenantId or Attributes.UserId)
                (attributes ??= [.. data.Attributes ?? []]).Add(new(key, value));
        if (attributes is not null)
            data.Attributes = attributes;
    }
}
