using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Variants;

/// <summary>What happens when more is ordered than there is.</summary>
[JsonConverter(typeof(EnumTextConverter<InventoryPolicy>))]
public enum InventoryPolicy
{
    /// <summary>The order is refused.</summary>
    Deny,

    /// <summary>The order is taken, and what is available falls below zero.</summary>
    Continue,
}
