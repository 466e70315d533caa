using System.Collections.Frozen;
using RusToK.Core.Content.Nodes;

namespace RusToK.Core.Import.WordPress.Mapping;

/// <summary>What WordPress' types of posts become.</summary>
internal static class PostTypes
{
    private static readonly ImportReason Media = new("no-place", "Files are not imported; there is no media library yet.");
    private static readonly ImportReason Menus = new("no-place", "Menus are not imported.");
    private static readonly ImportReason Machinery = new("no-place", "It is machinery of WordPress or of a plugin, no content.");
    private static readonly ImportReason Commerce = new("no-place", "It belongs to a shop; products have an import of their own.");
    private static readonly ImportReason Personal = new("personal-data", "It holds data about a person or an order, no content.");

    private static readonly FrozenDictionary<string, ImportReason> Refused = new Dictionary<string, ImportReason>
    {
        ["attachment"] = Media,
        ["nav_menu_item"] = Menus,
        ["revision"] = Machinery,
        ["custom_css"] = Machinery,
        ["customize_changeset"] = Machinery,
        ["oembed_cache"] = Machinery,
        ["wp_block"] = Machinery,
        ["wp_font_face"] = Machinery,
        ["wp_font_family"] = Machinery,
        ["wp_global_styles"] = Machinery,
        ["wp_navigation"] = Menus,
        ["wp_template"] = Machinery,
        ["wp_template_part"] = Machinery,
        ["acf-field"] = Machinery,
        ["acf-field-group"] = Machinery,
        ["acf-post-type"] = Machinery,
        ["acf-taxonomy"] = Machinery,
        ["elementor_library"] = Machinery,
        ["scheduled-action"] = Machinery,
        ["wpcf7_contact_form"] = Machinery,
        ["product"] = Commerce,
        ["product_variation"] = Commerce,
        ["shop_coupon"] = Commerce,
        ["shop_order"] = Personal,
        ["shop_order_placehold"] = Personal,
        ["shop_order_refund"] = Personal,
        ["shop_subscription"] = Personal,
        ["feedback"] = Personal,
        ["flamingo_contact"] = Personal,
        ["flamingo_inbound"] = Personal,
        ["flamingo_outbound"] = Personal,
        ["user_request"] = Personal,
    }.ToFrozenDictionary();

    /// <summary>Why nothing of this type is imported; null when it is.</summary>
    public static ImportReason? Refuse(string type) => Refused.GetValueOrDefault(type);

    public static NodeKind KindOf(string type) => type switch
    {
        "post" => NodeKind.Post,
        "page" => NodeKind.Page,
        _ => NodeKind.Custom,
    };
}
