using System.Collections.Concurrent;

namespace RusToK.Benchmarks.Mixed.Customers;

/// <summary>What the API has said is done, to be looked for afterwards.</summary>
internal sealed class Acknowledged
{
    /// <summary>Ids of orders.</summary>
    public ConcurrentBag<Guid> Orders { get; } = [];

    /// <summary>Ids of nodes.</summary>
    public ConcurrentBag<Guid> Nodes { get; } = [];

    /// <summary>The highest version of each changed product.</summary>
    public ConcurrentDictionary<Guid, long> Products { get; } = new();

    /// <summary>Notes a product's version.</summary>
    public void Change(Guid product, long version) => Products.AddOrUpdate(product, version, (_, known) => Math.Max(known, version));
}
