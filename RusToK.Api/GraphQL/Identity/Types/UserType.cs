using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;

namespace RusToK.Api.GraphQL.Identity.Types;

/// <summary>A user as the user and administrators see it; whatever shows users to others has a type of its own.</summary>
internal sealed class UserType : ObjectGraphType<User>
{
    public UserType()
    {
        Name = "User";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field(u => u.Email);
        Field(u => u.DisplayName, nullable: true);
        Field<NonNullGraphType<RoleType>>("role").Reads(x => x.Role);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("permissions")
            .Description("What the role allows, as resource:action.")
            .Reads(x => RolePermissions.Of(x.Role).All);
        Field<NonNullGraphType<UserStatusType>>("status").Reads(x => x.Status);
        Field<DateTimeOffsetGraphType>("emailVerifiedAt").Reads(x => x.EmailVerifiedAt);
        Field<DateTimeOffsetGraphType>("lastSignedInAt").Reads(x => x.LastSignedInAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.")
            .Reads(x => x.Version);
    }
}

internal sealed class UserEdgeType() : EdgeType<User, UserType>("User");

internal sealed class UserConnectionType() : ConnectionType<User, UserType, UserEdgeType>("User");
