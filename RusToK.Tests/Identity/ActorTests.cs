using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class ActorTests
{
    private static Actor New(Role role) => new(Guid.NewGuid(), Guid.NewGuid(), role, Guid.NewGuid());

    private static CurrentActor Current(Actor actor)
    {
        var current = new CurrentActor();
        current.Enter(actor);
        return current;
    }

    [Fact]
    public void What_is_theirs_is_theirs_and_what_belongs_to_nobody_is_nobodys()
    {
        var customer = New(Role.Customer);

        Assert.True(customer.Owns(customer.UserId));
        Assert.False(customer.Owns(Guid.NewGuid()));
        Assert.False(customer.Owns(null));
    }

    [Fact]
    public void An_owner_needs_no_permission_and_everybody_else_does()
    {
        var (customer, manager) = (New(Role.Customer), New(Role.Manager));

        Assert.Equal(customer, Current(customer).RequireOwnership(customer.UserId, Permissions.OrderRead));
        Assert.Equal(manager, Current(manager).RequireOwnership(customer.UserId, Permissions.OrderRead));
        var refused = Assert.Throws<ForbiddenException>(() => Current(customer).RequireOwnership(manager.UserId, Permissions.OrderRead));
        Assert.Equal("order:read", refused.Rule);
        Assert.Throws<UnauthenticatedException>(() => new CurrentActor().RequireOwnership(customer.UserId, Permissions.OrderRead));
    }

    [Fact]
    public void Manage_is_every_action_of_its_resource_and_of_no_other()
    {
        var set = new PermissionSet(Permissions.NodeManage, Permissions.TagCreate);

        Assert.All(Permissions.All, p => Assert.Equal(p.StartsWith("node:", StringComparison.Ordinal) || p == Permissions.TagCreate, set.Allows(p)));
    }

    [Fact]
    public void Every_resource_can_be_managed_and_every_permission_is_somebodys()
    {
        var resources = Permissions.All.Select(p => p[..p.IndexOf(':', StringComparison.Ordinal)]).Distinct();

        Assert.All(resources, r => Assert.True(Permissions.All.Contains($"{r}:{Permissions.ManageAction}"), r));
        Assert.Equal(Permissions.All.Order(StringComparer.Ordinal), RolePermissions.Of(Role.SuperAdmin).All);
    }

    [Fact]
    public void A_role_may_what_the_ones_below_it_may()
    {
        var roles = Enum.GetValues<Role>();
        foreach (var (below, above) in roles.Zip(roles.Skip(1)))
            Assert.Subset(RolePermissions.Of(above).All.ToHashSet(), RolePermissions.Of(below).All.ToHashSet());
        Assert.False(RolePermissions.Of(Role.Manager).Allows(Permissions.UserSetRole));
        Assert.False(RolePermissions.Of(Role.Admin).Allows(Permissions.PlatformTenants));
    }

    [Fact]
    public void A_permission_that_does_not_exist_is_found_at_the_start()
    {
        Assert.Throws<ArgumentException>(() => Permissions.Known("node:publich"));
        Assert.Throws<ArgumentException>(() => new PermissionSet("nodes:manage"));
    }
}
