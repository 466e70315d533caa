using RusToK.Core.Events;
using RusToK.Core.Events.Streams;

namespace RusToK.Worker.Consumers;

/// <summary>An event as a stream delivered it.</summary>
/// <param name="Envelope">The event.</param>
/// <param name="At">Its place in the stream.</param>
/// <param name="Term">The relay's term of office in which its batch was recorded.</param>
/// <param name="PublishContext">Trace context of the <c>publish</c> span; empty when it was not traced.</param>
/// <param name="PublishedAt">When the relay sent it.</param>
/// <param name="ReceivedAt">When this worker got it.</param>
internal readonly record struct Delivery(
    EventEnvelope Envelope, StreamCursor At, long Term, string PublishContext, DateTimeOffset PublishedAt, DateTimeOffset ReceivedAt);
