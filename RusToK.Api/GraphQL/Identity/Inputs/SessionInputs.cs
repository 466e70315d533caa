using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Identity.Sessions.Commands;

namespace RusToK.Api.GraphQL.Identity.Inputs;

internal sealed class SignInInput : InputObjectGraphType
{
    public SignInInput()
    {
        Name = "SignInInput";
        Field<NonNullGraphType<StringGraphType>>("email");
        Field<NonNullGraphType<StringGraphType>>("password");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new SignIn(value.Get<string>("email"), value.Get<string>("password"), ClientInfo.Unknown);
}

internal sealed class RefreshSessionInput : InputObjectGraphType
{
    public RefreshSessionInput()
    {
        Name = "RefreshSessionInput";
        Field<NonNullGraphType<StringGraphType>>("refreshToken");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new RefreshSession(value.Get<string>("refreshToken"), ClientInfo.Unknown);
}

internal sealed class RevokeSessionInput : InputObjectGraphType
{
    public RevokeSessionInput()
    {
        Name = "RevokeSessionInput";
        Field<NonNullGraphType<UuidType>>("id");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new RevokeSession(value.Get<Guid>("id"));
}
