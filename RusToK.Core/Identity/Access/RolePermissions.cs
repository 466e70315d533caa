using System.Collections.Frozen;
using static RusToK.Core.Identity.Access.Permissions;

namespace RusToK.Core.Identity.Access;

/// <summary>The one table that says what each role may do.</summary>
public static class RolePermissions
{
    private static readonly string[] Customers = [CommentCreate, ForumCreate, ForumReply, OrderCreate];

    private static readonly string[] Managers =
    [
        NodeManage, CategoryManage, TagManage, MenuManage, ForumManage, CommentManage,
        ProductManage, PriceManage, InventoryManage, CollectionManage, OrderManage, ImportManage,
        UserRead, UsageRead, TenantRead,
    ];

    private static readonly string[] Admins = [.. Managers, UserManage, WebhookManage, TenantManage, UsageManage, AuditManage, DeadLetterManage];

    private static readonly FrozenDictionary<Role, PermissionSet> Table = new Dictionary<Role, PermissionSet>
    {
        [Role.Customer] = new(Customers),
        [Role.Manager] = new([.. Customers, .. Managers]),
        [Role.Admin] = new([.. Customers, .. Admins]),
        [Role.SuperAdmin] = new([.. Customers, .. Admins, PlatformManage]),
    }.ToFrozenDictionary();

    public static PermissionSet Of(Role role) => Table[role];
}
