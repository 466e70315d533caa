using RusToK.Core.Events;

namespace RusToK.Core.Caching.Invalidation;

/// <summary>What of a cache an event makes old; each module says it for its own caches.</summary>
internal interface IChangeTags
{
    CacheDeclaration Cache { get; }

    /// <summary>The projection after whose commit a reader sees the change; entries are forgotten then, not before.</summary>
    string AppliedBy { get; }

    IReadOnlySet<string> EventTypes { get; }

    /// <summary>Marks what is old now. It is called for every event, so it reads no payload without need.</summary>
    void Mark(EventEnvelope change, StaleTags tags);
}
