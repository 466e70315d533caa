using System.Diagnostics;

namespace RusToK.Api.GraphQL.Server.Transport;

/// <summary>Tells the caller which trace its request became.</summary>
internal static class TraceHeaders
{
    /// <summary>
    /// Sets <c>traceresponse</c> (W3C Trace Context Level 2 draft: <c>00-{trace-id}-{span-id}-{flags}</c>) and <c>X-Trace-Id</c>
    /// from the current span, and returns the trace id; nothing when there is no trace.
    /// </summary>
    public static string? Append(HttpResponse response)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } span)
            return null;
        var traceId = span.TraceId.ToHexString();
        var headers = response.Headers;
        headers["traceresponse"] = string.Concat("00-", traceId, "-", span.SpanId.ToHexString() + (span.Recorded ? "-01" : "-00"));
        headers["X-Trace-Id"] = traceId;
        return traceId;
    }
}
