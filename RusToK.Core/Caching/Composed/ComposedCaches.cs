namespace RusToK.Core.Caching.Composed;

/// <summary>Makes caches of what is made of the answers of a process' caches.</summary>
public sealed class ComposedCaches
{
    private readonly NamedCaches _caches;

    internal ComposedCaches(NamedCaches caches) => _caches = caches;

    /// <param name="name">In metrics and traces; one of its own.</param>
    public ComposedCache<T> Create<T>(string name)
        where T : class => _caches.Compose<T>(name);
}
