using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Pages.Blocks;

/// <summary>
/// Products, named one by one or as a collection. Products come and go by themselves, so which of them there are is found when the
/// page is read, and what is not on sale is left out.
/// </summary>
public sealed record ProductGridBlock : PageBlock
{
    /// <summary>At most 255 characters.</summary>
    public string? Heading { get; init; }

    /// <summary>1 to 50, in the order they are shown; empty when a collection is named.</summary>
    public IReadOnlyList<Guid> ProductIds { get; init; } = [];

    public Guid? CollectionId { get; init; }

    /// <summary>Of a collection, how many are shown: 1 to 50.</summary>
    public int Limit { get; init; } = 12;

    internal override IEnumerable<string?> Words => [Heading];

    internal override void Check(Violations violations, string path)
    {
        violations.RequireAtMost(path + "heading", Heading, BlockRules.MaxHeading);
        if (Limit is < 1 or > BlockRules.MaxProducts)
            violations.Add(path + "limit", "range", $"{path}limit must be 1 to {BlockRules.MaxProducts}; it is {Limit}.");
        if (CollectionId is null)
            violations.RequireCount(path + "productIds", ProductIds, BlockRules.MaxProducts);
        else if (ProductIds.Count > 0)
            violations.Add(path + "collectionId", "one-of", $"{path}collectionId and productIds exclude each other.");
        for (var i = 0; i < ProductIds.Count; i++)
            if (ProductIds.Take(i).Contains(ProductIds[i]))
                violations.Add($"{path}productIds[{i}]", "unique", $"{path}productIds[{i}] is given twice.");
    }
}
