namespace RusToK.Core.Content.Menus;

/// <summary>One entry of a menu with those below it.</summary>
public sealed record MenuItem
{
    /// <summary>What it is called, one a language. Without one, what it leads to gives the name.</summary>
    public IReadOnlyList<MenuLabel> Labels { get; init; } = [];

    /// <summary>Where it leads; null for a heading.</summary>
    public MenuTarget? Target { get; init; }

    public IReadOnlyList<MenuItem> Children { get; init; } = [];
}
