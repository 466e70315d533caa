using RusToK.Core.Events.Streams;

namespace RusToK.Worker.Consumers;

/// <summary>A step of one partition's cursor. From and To are the same where the cursor only proves that the partition is still owned.</summary>
/// <param name="Term">The relay's term in which the batch of <paramref name="To"/> was recorded.</param>
internal readonly record struct CursorMove(int Partition, StreamCursor From, StreamCursor To, long Term);
