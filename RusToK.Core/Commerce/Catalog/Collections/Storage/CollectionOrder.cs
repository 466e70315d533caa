namespace RusToK.Core.Commerce.Catalog.Collections.Storage;

/// <summary>Positions within a manual collection: with gaps, so that few rows change when a product moves.</summary>
internal static class CollectionOrder
{
    private const long Gap = 1L << 20;

    /// <summary>Puts products at an index; those that are there already move there.</summary>
    /// <param name="places">All products in their order.</param>
    /// <param name="placed">Those to put, each once, in their order.</param>
    /// <param name="index">Where, counted without those that move; at the end when null or beyond it.</param>
    /// <returns>The products whose position is new, with their positions.</returns>
    public static IReadOnlyList<(Guid ProductId, long Position)> Place(
        IReadOnlyList<(Guid ProductId, long Position)> places, IReadOnlyList<Guid> placed, int? index)
    {
        var moving = placed.ToHashSet();
        var staying = places.Where(p => !moving.Contains(p.ProductId)).ToList();
        var at = Math.Min(index ?? staying.Count, staying.Count);
        var before = at == 0 ? 0 : staying[at - 1].Position;
        var after = at == staying.Count ? before + Gap * (placed.Count + 1) : staying[at].Position;
        if (after - before > placed.Count)
        {
            var step = (after - before) / (placed.Count + 1);
            return Changed(places, placed.Select((id, i) => (id, before + step * (i + 1))));
        }

        // No room between the neighbours: everything gets its gap anew.
        var all = staying.Take(at).Select(p => p.ProductId).Concat(placed).Concat(staying.Skip(at).Select(p => p.ProductId));
        return Changed(places, all.Select((id, i) => (id, Gap * (i + 1))));
    }

    private static List<(Guid ProductId, long Position)> Changed(
        IReadOnlyList<(Guid ProductId, long Position)> places, IEnumerable<(Guid ProductId, long Position)> next)
    {
        var known = places.ToDictionary(p => p.ProductId, p => p.Position);
        return [.. next.Where(n => !known.TryGetValue(n.ProductId, out var position) || position != n.Position)];
    }
}
