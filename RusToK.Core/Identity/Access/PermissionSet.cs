using System.Collections.Frozen;

namespace RusToK.Core.Identity.Access;

/// <summary>Permissions with all that they imply.</summary>
public sealed class PermissionSet
{
    private readonly FrozenSet<string> _allowed;

    /// <exception cref="ArgumentException">One of them does not exist.</exception>
    public PermissionSet(params IEnumerable<string> granted) => _allowed = granted.SelectMany(Implied).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Sorted, the implied ones among them.</summary>
    public IReadOnlyList<string> All => [.. _allowed.Order(StringComparer.Ordinal)];

    public bool Allows(string permission) => _allowed.Contains(permission);

    private static IEnumerable<string> Implied(string permission)
    {
        var separator = Permissions.Known(permission).IndexOf(':', StringComparison.Ordinal);
        return permission[(separator + 1)..] == Permissions.ManageAction
            ? Permissions.All.Where(p => p.StartsWith(permission[..(separator + 1)], StringComparison.Ordinal))
            : [permission];
    }
}
