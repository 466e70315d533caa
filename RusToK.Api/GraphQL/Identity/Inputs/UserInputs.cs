using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Identity.Types;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;

namespace RusToK.Api.GraphQL.Identity.Inputs;

internal sealed class CreateUserInput : InputObjectGraphType
{
    public CreateUserInput()
    {
        Name = "CreateUserInput";
        Field<NonNullGraphType<StringGraphType>>("email");
        Field<StringGraphType>("displayName").Description("At most 255 characters.");
        Field<NonNullGraphType<RoleType>>("role").DefaultValue(Role.Customer);
        Field<StringGraphType>("password").Description("12 to 128 characters; without it the user is invited by mail.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreateUser(
        value.Get<string>("email"), value.Find<string>("displayName"), value.Get<Role>("role"), value.Find<string>("password"));
}

internal sealed class UpdateUserInput : ChangeInput
{
    public UpdateUserInput()
        : base("UpdateUserInput")
    {
        Description = "Absent fields stay as they are; null clears.";
        Field<StringGraphType>("displayName").Description("At most 255 characters.");
        Field<StringGraphType>("email").Description("Needs user:update; counts as proved.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new UpdateUser(id, expectedVersion) { DisplayName = value.Change<string?>("displayName"), Email = value.Change<string?>("email") };
    }
}

internal sealed class SetUserRoleInput : ChangeInput
{
    public SetUserRoleInput()
        : base("SetUserRoleInput") => Field<NonNullGraphType<RoleType>>("role");

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new SetUserRole(id, value.Get<Role>("role"), expectedVersion);
    }
}

internal sealed class DisableUserInput() : ChangeInput("DisableUserInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new DisableUser(id, expectedVersion);
    }
}

internal sealed class EnableUserInput() : ChangeInput("EnableUserInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new EnableUser(id, expectedVersion);
    }
}

internal sealed class UserFilterInput : InputObjectGraphType
{
    public UserFilterInput()
    {
        Name = "UserFilter";
        Field<RoleType>("role");
        Field<UserStatusType>("status");
        Field<StringGraphType>("email").Description("The whole address.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new UserFilter
    {
        Role = value.Find<Role?>("role"),
        Status = value.Find<UserStatus?>("status"),
        Email = value.Find<string>("email"),
    };
}
