using RusToK.Core.Commerce.Catalog.Events;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary>A variant in <c>read.products.variants</c>. The names are short because there are many.</summary>
/// <param name="V">The variant.</param>
/// <param name="P">Its prices.</param>
internal sealed record StoredVariant(VariantState V, IReadOnlyList<StoredPrice> P);

/// <summary>A price in the read model.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Amount">The amount.</param>
/// <param name="Minor">The amount in the smallest unit.</param>
/// <param name="CompareAt">The price it is compared with.</param>
/// <param name="PriceListId">The list it is in; null for the regular price.</param>
internal sealed record StoredPrice(string Currency, decimal Amount, long Minor, decimal? CompareAt = null, Guid? PriceListId = null);

/// <summary>What <c>read.products.head</c> holds.</summary>
internal sealed record StoredHead(IReadOnlyList<Products.ProductOption> Options, IReadOnlyList<Products.ProductImage> Images);
