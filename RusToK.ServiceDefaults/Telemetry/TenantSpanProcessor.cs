using System.Diagnostics;
using OpenTelemetry;
using RusToK.Core.Telemetry;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>Puts the tenant and the user, which travel as baggage of the request's or event's span, on every span below it.</summary>
internal sealed class TenantSpanProcessor : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        // Most spans have a parent that knows both; a walk through baggage costs an allocation for each of them.
        if (data.Parent is not { } parent || parent.GetTagItem(Attributes.TenantId) is not { } tenant || data.GetTagItem(Attributes.TenantId) is not null)
        {
            CopyBaggage(data);
            return;
        }

        data.AddTag(Attributes.TenantId, tenant);
        if (data.GetTagItem(Attributes.UserId) is null && parent.GetTagItem(Attributes.UserId) is { } user)
            data.AddTag(Attributes.UserId, user);
    }

    public override void OnEnd(Activity data)
    {
        // The outermost span learns who asks only after it has started; others may have learned their tenant late.
        if (data.Parent is null || data.GetTagItem(Attributes.TenantId) is null)
            CopyBaggage(data);
    }

    private static void CopyBaggage(Activity span)
    {
        foreach (var (key, value) in span.Baggage)
            if (key is Attributes.TenantId or Attributes.UserId && span.GetTagItem(key) is null)
                span.AddTag(key, value);
    }
}
