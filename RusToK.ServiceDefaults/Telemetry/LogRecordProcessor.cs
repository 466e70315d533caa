using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Logs;
using RusToK.Core.Telemetry;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>
/// Puts the tenant and the user of the current span on every log record, and tells of an exception without what its message quotes: left alone
/// the exporter sends all of it.
/// </summary>
internal sealed class LogRecordProcessor : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        var origin = Activity.Current is { } span ? RecordOrigin.Of(span) : default;
        if (origin == default && data.Exception is null)
            return;
        List<KeyValuePair<string, object?>> attributes = [.. data.Attributes ?? []];
        if (origin.TenantId is not null)
            attributes.Add(new(Attributes.TenantId, origin.TenantId));
        if (origin.UserId is not null)
            attributes.Add(new(Attributes.UserId, origin.UserId));
        if (data.Exception is { } error)
        {
            attributes.Add(new("exception.type", error.GetType().FullName));
            attributes.Add(new("exception.message", ExceptionText.MessageOf(error)));
            attributes.Add(new("exception.stacktrace", ExceptionText.Of(error)));
            data.Exception = null;
        }

        data.Attributes = attributes;
    }
}
