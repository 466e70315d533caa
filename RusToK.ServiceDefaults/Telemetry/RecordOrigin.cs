using System.Diagnostics;
using RusToK.Core.Telemetry;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>On whose behalf something is logged: the tenant and the user of the current request or event.</summary>
internal readonly record struct RecordOrigin(string? TenantId, string? UserId)
{
    /// <summary>As the span's baggage has it, its own before that of the spans around it.</summary>
    public static RecordOrigin Of(Activity span)
    {
        string? tenant = null, user = null;
        foreach (var (key, value) in span.Baggage)
        {
            if (key == Attributes.TenantId)
                tenant ??= value;
            else if (key == Attributes.UserId)
                user ??= value;
        }

        return new RecordOrigin(tenant, user);
    }
}
