using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Import.Jobs;

/// <summary>What a file is.</summary>
[JsonConverter(typeof(EnumTextConverter<ImportFormat>))]
public enum ImportFormat
{
    /// <summary>The export of a WordPress site (WXR).</summary>
    Wordpress,

    /// <summary>The products of a Shopify store (CSV).</summary>
    Shopify,
}
