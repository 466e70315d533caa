using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Products;

/// <summary>Where a product stands; <see cref="ProductLifecycle"/> says what may follow.</summary>
[JsonConverter(typeof(EnumTextConverter<ProductStatus>))]
public enum ProductStatus
{
    /// <summary>In the making; buyers do not see it.</summary>
    Draft,

    /// <summary>Seen and sold.</summary>
    Active,

    /// <summary>No longer sold; kept for its orders.</summary>
    Archived,
}
