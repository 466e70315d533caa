using RusToK.Core.Privacy;

namespace RusToK.Core.Webhooks.Deliveries;

/// <summary>One attempt of a delivery.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Number">From 1.</param>
/// <param name="At">When it began.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Outcome">ok, refused (an answer other than 2xx), timeout, unreachable, or blocked (an address that may not be called).</param>
/// <param name="StatusCode">Of the answer; null when there was none.</param>
/// <param name="Error">Why there was no answer, in words without addresses.</param>
/// <param name="Response">The beginning of the answer, without what looks like a secret or a mail address.</param>
/// <param name="TraceId">Its trace; null when it was not traced.</param>
public sealed record DeliveryAttempt(
    Guid DeliveryId, int Number, DateTimeOffset At, double Seconds, string Outcome, int? StatusCode, string? Error, [property: Confidential] string? Response, string? TraceId)
{
    public override string ToString() => Printed.Of(this);
}
