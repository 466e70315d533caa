namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>What users do with their accounts, and what is mailed to them.</summary>
public static class IdentityInstruments
{
    public static readonly MetricDefinition UserActivity = new(
        TelemetrySources.IdentityMeter, "rustok.users.activity", InstrumentKind.Counter, "{activity}",
        "What users do with their accounts, by activity and outcome.")
    {
        Labels =
        [
            MetricLabel.BoundedBy(Attributes.Activity, "the commands of the module"),
            MetricLabel.Of(Attributes.OutcomeLabel, "ok", "refused", "limited", "reused", "cancelled", "failed"),
        ],
    };

    public static readonly MetricDefinition MailDeliveries = new(
        TelemetrySources.IdentityMeter, "rustok.mail.deliveries", InstrumentKind.Counter, "{mail}", "Mails by kind and by what became of them.")
    {
        Labels =
        [
            MetricLabel.Of(Attributes.Kind, "verify_email", "already_registered", "reset_password", "invitation"),
            MetricLabel.Of(Attributes.OutcomeLabel, "sent", "failed", "dropped"),
        ],
    };
}
