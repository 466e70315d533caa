namespace RusToK.Worker.Relay;

/// <summary>What a stream said to a batch.</summary>
internal enum PublishOutcome
{
    /// <summary>It is in the stream (now, or it was already).</summary>
    Published,

    /// <summary>The stream is not the one this relay knows: Redis has lost data.</summary>
    Lost,

    /// <summary>The stream is at its bound: nothing was added.</summary>
    Full,
}
