using System.Diagnostics;
using OpenTelemetry;
using RusToK.Core.Telemetry;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>Puts the tenant and the user, which travel as baggage of the request's or event's span, on every span below it.</summary>
internal sealed class TenantSpanProcessor : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        // The outermost span learns its tenant only after it has started; OnEnd covers that one.
        CopyTo(data);
    }

    public override void OnEnd(Activity data) => CopyTo(data);

    private static void CopyTo(Activity span)
    {
        foreach (var (key, value) in span.Baggage)
            if (key is Attributes.TenantId or Attributes.UserId && span.GetTagItem(key) is null)
                span.SetTag(key, value);
    }
}
