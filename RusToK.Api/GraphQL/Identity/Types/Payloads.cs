using GraphQL.Types;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Identity.Users;

namespace RusToK.Api.GraphQL.Identity.Types;

/// <summary>Something was done, or on purpose the answer does not tell what.</summary>
internal sealed class DonePayloadType : ObjectGraphType<Done>
{
    public DonePayloadType()
    {
        Name = "DonePayload";
        Field<NonNullGraphType<BooleanGraphType>>("done").Description("Always true: what fails is an error.").Resolve(_ => true);
    }
}

internal sealed class SignedInPayloadType : ObjectGraphType<SignedIn>
{
    public SignedInPayloadType()
    {
        Name = "SignedInPayload";
        Field<NonNullGraphType<StringGraphType>>("accessToken").Description("Send it as the header Authorization: Bearer.")
            .Reads(x => x.Access.Token.Value);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("accessTokenExpiresAt").Reads(x => x.Access.ExpiresAt);
        Field<NonNullGraphType<StringGraphType>>("refreshToken").Description("Good for one refreshSession. Keep it where scripts of others cannot read it.")
            .Reads(x => x.RefreshToken.Value);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("refreshTokenExpiresAt").Reads(x => x.Session.ExpiresAt);
        Field<NonNullGraphType<UserType>>("user").Reads(x => x.User);
    }
}

internal sealed class UserPayloadType : ObjectGraphType<User>
{
    public UserPayloadType()
    {
        Name = "UserPayload";
        Field<NonNullGraphType<UserType>>("user").Reads(x => x);
    }
}

internal sealed class SessionPayloadType : ObjectGraphType<Session>
{
    public SessionPayloadType()
    {
        Name = "SessionPayload";
        Field<NonNullGraphType<SessionType>>("session").Reads(x => x);
    }
}
