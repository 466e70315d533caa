namespace RusToK.Core.Caching.Composed;

/// <summary>One answer of a cache.</summary>
/// <param name="bytes">Its size in memory, estimated.</param>
internal abstract class CacheRead(long bytes)
{
    public long Bytes => bytes;

    /// <summary>Whether the cache has this very answer still, and would give it again.</summary>
    public abstract ValueTask<bool> CountsAsync(CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class CacheRead<T>(NamedCache cache, Guid? tenantId, string key, T answer, long bytes) : CacheRead(bytes)
{
    public override ValueTask<bool> CountsAsync(CancellationToken cancellationToken) => cache.HoldsAsync(tenantId, key, answer, cancellationToken);
}
