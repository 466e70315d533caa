using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Catalog.Products.Storage;

/// <summary>A product with what commands decide on.</summary>
/// <param name="Product">The row.</param>
/// <param name="Handles">By locale.</param>
/// <param name="Variants">All of them, in their order.</param>
/// <param name="Prices">By variant; empty unless asked for.</param>
internal sealed record LoadedProduct(
    Product Product,
    IReadOnlyDictionary<string, string> Handles,
    IReadOnlyList<Variant> Variants,
    IReadOnlyDictionary<Guid, IReadOnlyList<PriceState>> Prices)
{
    /// <exception cref="NotFoundException">The product has no such variant.</exception>
    public Variant Find(Guid variantId) =>
        Variants.FirstOrDefault(v => v.Id == variantId) ?? throw NotFoundException.For("variant of the product", variantId, "id");
}
