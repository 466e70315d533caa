using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Catalog.Collections.Commands;

/// <summary>What the commands on a manual collection's products ask of their input.</summary>
internal static class CollectionMembers
{
    public static void Check(Violations violations, IReadOnlyList<Guid> productIds)
    {
        if (productIds.Count is 0 or > CollectionRules.MaxChanges)
            violations.Add("productIds", "count", $"productIds must hold 1 to {CollectionRules.MaxChanges} products; there are {productIds.Count}.");
        var known = new HashSet<Guid>();
        for (var i = 0; i < Math.Min(productIds.Count, CollectionRules.MaxChanges); i++)
            if (!known.Add(productIds[i]))
                violations.Add($"productIds[{i}]", "unique", $"productIds[{i}] is given twice.");
    }

    public static void RequireManual(Collection collection)
    {
        if (collection.Kind != CollectionKind.Manual)
            throw new ConflictException("The collection is filled by its rules; change those instead.", "id", "manual");
    }
}
