using RusToK.Core.Events;
using RusToK.Core.Privacy;

namespace RusToK.Worker.Webhooks;

/// <summary>A delivery this worker has taken, with what it needs to send it.</summary>
/// <param name="TenantId">Whose.</param>
/// <param name="Id">The receiver's <c>webhook-id</c>.</param>
/// <param name="EndpointId">To whom.</param>
/// <param name="Url">Where that is.</param>
/// <param name="Secrets">What signs, newest first.</param>
/// <param name="Event">The event.</param>
/// <param name="Attempt">Number of this attempt, from 1.</param>
/// <param name="AttemptsBefore">Attempts made before it was asked for again; they do not count.</param>
/// <param name="DeliverBy">It is given up then.</param>
/// <param name="ProcessContext">Trace context of the span in which its record was made.</param>
/// <param name="RedeliveryContext">Trace context of the action that asked for it again.</param>
internal sealed record DueDelivery(
    Guid TenantId, Guid Id, Guid EndpointId, [property: Confidential] string Url, [property: Confidential] IReadOnlyList<string> Secrets, EventEnvelope Event, int Attempt, int AttemptsBefore,
    DateTimeOffset DeliverBy, string? ProcessContext, string? RedeliveryContext)
{
    public override string ToString() => Printed.Of(this);
}
