using RusToK.Core.Events;
using RusToK.Core.Events.Streams;

namespace RusToK.Worker.Consumers;

/// <summary>An event set aside: it failed (<paramref name="Attempts"/> > 0), or waits behind one of its aggregate that did.</summary>
internal sealed record ParkedEvent(
    EventEnvelope Envelope, StreamCursor At, int Attempts, DateTimeOffset NextAttemptAt, DateTimeOffset FirstFailedAt);
