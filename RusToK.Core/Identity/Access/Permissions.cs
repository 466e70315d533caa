using System.Collections.Frozen;
using System.Reflection;

namespace RusToK.Core.Identity.Access;

/// <summary>
/// Every permission there is, as <c>resource:action</c>. <c>manage</c> implies all actions of its resource. What an owner may do with
/// what is theirs (their orders, their comments) needs no permission: see <see cref="Actor.Owns"/>.
/// </summary>
public static class Permissions
{
    public const string ManageAction = "manage";

    public const string NodeCreate = "node:create";
    public const string NodeUpdate = "node:update";
    /// <summary>Publish, unpublish, archive and restore.</summary>
    public const string NodePublish = "node:publish";
    public const string NodeDelete = "node:delete";
    /// <summary>See what is not published.</summary>
    public const string NodeReadDrafts = "node:read_drafts";
    public const string NodeManage = "node:manage";

    public const string CategoryCreate = "category:create";
    public const string CategoryUpdate = "category:update";
    public const string CategoryDelete = "category:delete";
    public const string CategoryManage = "category:manage";

    public const string TagCreate = "tag:create";
    public const string TagUpdate = "tag:update";
    public const string TagDelete = "tag:delete";
    public const string TagManage = "tag:manage";

    public const string MenuUpdate = "menu:update";
    public const string MenuManage = "menu:manage";

    /// <summary>Open a topic.</summary>
    public const string ForumCreate = "forum:create";
    public const string ForumReply = "forum:reply";
    /// <summary>Approve, reject and hide replies, close topics.</summary>
    public const string ForumModerate = "forum:moderate";
    public const string ForumManage = "forum:manage";

    public const string CommentCreate = "comment:create";
    public const string CommentModerate = "comment:moderate";
    public const string CommentManage = "comment:manage";

    public const string ProductCreate = "product:create";
    public const string ProductUpdate = "product:update";
    /// <summary>Activate and archive.</summary>
    public const string ProductPublish = "product:publish";
    public const string ProductDelete = "product:delete";
    /// <summary>See what is not active.</summary>
    public const string ProductReadDrafts = "product:read_drafts";
    public const string ProductManage = "product:manage";

    public const string PriceUpdate = "price:update";
    public const string PriceManage = "price:manage";

    public const string InventoryRead = "inventory:read";
    public const string InventoryAdjust = "inventory:adjust";
    public const string InventoryManage = "inventory:manage";

    public const string CollectionCreate = "collection:create";
    public const string CollectionUpdate = "collection:update";
    public const string CollectionDelete = "collection:delete";
    public const string CollectionManage = "collection:manage";

    /// <summary>Place an order in one's own name.</summary>
    public const string OrderCreate = "order:create";
    /// <summary>See everybody's orders; one's own need no permission.</summary>
    public const string OrderRead = "order:read";
    /// <summary>Move an order along: confirm, pay, ship, deliver.</summary>
    public const string OrderUpdate = "order:update";
    /// <summary>Cancel anybody's order.</summary>
    public const string OrderCancel = "order:cancel";
    public const string OrderManage = "order:manage";

    public const string UserRead = "user:read";
    public const string UserCreate = "user:create";
    public const string UserUpdate = "user:update";
    public const string UserSetRole = "user:set_role";
    /// <summary>Disable and enable.</summary>
    public const string UserDisable = "user:disable";
    public const string UserManage = "user:manage";

    public const string WebhookRead = "webhook:read";
    public const string WebhookCreate = "webhook:create";
    public const string WebhookUpdate = "webhook:update";
    public const string WebhookDelete = "webhook:delete";
    public const string WebhookRedeliver = "webhook:redeliver";
    public const string WebhookManage = "webhook:manage";

    public const string ImportRun = "import:run";
    public const string ImportManage = "import:manage";

    /// <summary>See the tenant's settings, locales and modules as an administrator does.</summary>
    public const string TenantRead = "tenant:read";
    public const string TenantUpdate = "tenant:update";
    public const string TenantManage = "tenant:manage";

    public const string UsageRead = "usage:read";
    public const string UsageManage = "usage:manage";

    public const string AuditRead = "audit:read";
    public const string AuditManage = "audit:manage";

    public const string DeadLetterRead = "dead_letter:read";
    public const string DeadLetterReplay = "dead_letter:replay";
    public const string DeadLetterDiscard = "dead_letter:discard";
    public const string DeadLetterManage = "dead_letter:manage";

    /// <summary>Open, list and close tenants.</summary>
    public const string PlatformTenants = "platform:tenants";
    /// <summary>Rebuild read models, which are all tenants'.</summary>
    public const string PlatformRebuild = "platform:rebuild";
    /// <summary>Switch faults on and off, where they are allowed.</summary>
    public const string PlatformFaults = "platform:faults";
    public const string PlatformManage = "platform:manage";

    /// <summary>All of them.</summary>
    public static readonly FrozenSet<string> All = typeof(Permissions)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(f => f.IsLiteral && f.Name != nameof(ManageAction))
        .Select(f => (string)f.GetRawConstantValue()!)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <returns>The permission itself.</returns>
    /// <exception cref="ArgumentException">There is no such permission.</exception>
    public static string Known(string permission) => All.Contains(permission)
        ? permission
        : throw new ArgumentException($"There is no permission '{permission}'; add it to {nameof(Permissions)}.", nameof(permission));
}
