using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Catalog.Products;

/// <summary>One allowed change of status.</summary>
internal enum ProductTransition
{
    /// <summary>Draft → Active.</summary>
    Activate,

    /// <summary>Active → Draft.</summary>
    Deactivate,

    /// <summary>Draft or Active → Archived.</summary>
    Archive,

    /// <summary>Archived → Draft.</summary>
    Restore,
}

/// <summary>Draft ⇄ Active, either → Archived, Archived → Draft; nothing else.</summary>
internal static class ProductLifecycle
{
    /// <exception cref="ConflictException">The product is in another state; the message names both and what is allowed.</exception>
    public static ProductStatus Next(ProductStatus current, ProductTransition transition)
    {
        var (from, to) = Ends(transition);
        if (from.Contains(current))
            return to;
        var allowed = Enum.GetValues<ProductTransition>().Where(t => Ends(t).From.Contains(current)).Select(Describe);
        throw new ConflictException(
            $"The product is {Name(current)}; {Describe(transition)} needs it to be {string.Join(" or ", from.Select(Name))}. "
            + $"From {Name(current)} it allows {string.Join(" and ", allowed)}.",
            field: "id", rule: "transition");
    }

    private static (ProductStatus[] From, ProductStatus To) Ends(ProductTransition transition) => transition switch
    {
        ProductTransition.Activate => ([ProductStatus.Draft], ProductStatus.Active),
        ProductTransition.Deactivate => ([ProductStatus.Active], ProductStatus.Draft),
        ProductTransition.Archive => ([ProductStatus.Draft, ProductStatus.Active], ProductStatus.Archived),
        ProductTransition.Restore => ([ProductStatus.Archived], ProductStatus.Draft),
        _ => throw new ArgumentOutOfRangeException(nameof(transition), transition, null),
    };

    private static string Describe(ProductTransition transition) => $"{EnumText<ProductTransition>.Of(transition)} (to {Name(Ends(transition).To)})";

    private static string Name(ProductStatus status) => EnumText<ProductStatus>.Of(status);
}
