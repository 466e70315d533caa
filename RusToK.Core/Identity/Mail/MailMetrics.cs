using System.Diagnostics.Metrics;
using RusToK.Core.Content.Text;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Core.Identity.Mail;

internal static class MailMetrics
{
    public const string Sent = "sent";
    public const string Failed = "failed";

    /// <summary>The queue was full.</summary>
    public const string Dropped = "dropped";

    private static readonly Counter<long> Deliveries = IdentityInstruments.MailDeliveries.CreateCounter<long>();

    public static void Count(MailKind kind, string outcome, long times = 1) => Deliveries.Add(
        times, new KeyValuePair<string, object?>(Attributes.Kind, EnumText<MailKind>.Of(kind)), new KeyValuePair<string, object?>(Attributes.OutcomeLabel, outcome));

    public static void Initialise()
    {
        foreach (var kind in Enum.GetValues<MailKind>())
            foreach (var outcome in (string[])[Sent, Failed, Dropped])
                Count(kind, outcome, 0);
    }
}
