using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Menus;

/// <summary>Where an entry of a menu leads.</summary>
/// <param name="Kind">To what.</param>
/// <param name="Id">Of the node, category or collection; null for an address.</param>
/// <param name="Url">http, https or relative to the site; null for anything else.</param>
public sealed record MenuTarget(MenuTargetKind Kind, Guid? Id = null, string? Url = null);

[JsonConverter(typeof(EnumTextConverter<MenuTargetKind>))]
public enum MenuTargetKind
{
    Url,
    Node,
    Category,

    /// <summary>Of products.</summary>
    Collection,
}
