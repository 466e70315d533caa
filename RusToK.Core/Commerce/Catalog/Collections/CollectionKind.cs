using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Collections;

/// <summary>Who says what is in a collection. It never changes.</summary>
[JsonConverter(typeof(EnumTextConverter<CollectionKind>))]
public enum CollectionKind
{
    /// <summary>People, who also order it.</summary>
    Manual,

    /// <summary>Its rules.</summary>
    Rules,
}
