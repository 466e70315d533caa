using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;

namespace RusToK.Api.GraphQL.Identity.Types;

/// <summary>A user as the user and administrators see it; whatever shows users to others has a type of its own.</summary>
internal sealed class UserType : ObjectGraphType<User>
{
    public UserType()
    {
        Name = "User";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Id);
        Field(u => u.Email);
        Field(u => u.DisplayName, nullable: true);
        Field<NonNullGraphType<RoleType>>("role").Resolve(c => c.Source.Role);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("permissions")
            .Description("What the role allows, as resource:action.")
            .Resolve(c => RolePermissions.Of(c.Source.Role).All);
        Field<NonNullGraphType<UserStatusType>>("status").Resolve(c => c.Source.Status);
        Field<DateTimeOffsetGraphType>("emailVerifiedAt").Resolve(c => c.Source.EmailVerifiedAt);
        Field<DateTimeOffsetGraphType>("lastSignedInAt").Resolve(c => c.Source.LastSignedInAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.")
            .Resolve(c => c.Source.Version);
    }
}

internal sealed class UserEdgeType() : EdgeType<User, UserType>("User");

internal sealed class UserConnectionType() : ConnectionType<User, UserType, UserEdgeType>("User");
