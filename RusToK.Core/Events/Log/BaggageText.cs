using System.Diagnostics;
using System.Text;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Events.Log;

/// <summary>W3C baggage header of a span, without the tenant and the user, which the envelope carries by itself.</summary>
internal static class BaggageText
{
    /// <summary>The W3C limit of the whole header, in bytes.</summary>
    private const int MaxLength = 8192;

    public static string? From(Activity? activity)
    {
        if (activity is null)
            return null;
        StringBuilder? text = null;
        foreach (var (key, value) in activity.Baggage)
        {
            if (key is Attributes.TenantId or Attributes.UserId || value is null)
                continue;
            var item = $"{Uri.EscapeDataString(key)}={Uri.EscapeDataString(value)}";
            if ((text?.Length ?? 0) + item.Length + 1 > MaxLength)
                break;
            text = (text is null ? new StringBuilder() : text.Append(',')).Append(item);
        }

        return text?.ToString();
    }
}
