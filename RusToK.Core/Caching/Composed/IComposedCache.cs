namespace RusToK.Core.Caching.Composed;

/// <summary>A <see cref="ComposedCache{T}"/> as it is measured.</summary>
internal interface IComposedCache
{
    string Name { get; }

    /// <summary>Entries in this process.</summary>
    long Count { get; }
}
