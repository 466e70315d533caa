using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Sessions;

namespace RusToK.Api.GraphQL.Identity.Types;

internal sealed class SessionType : ObjectGraphType<Session>
{
    public SessionType()
    {
        Name = "Session";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Id);
        Field(s => s.IpAddress, nullable: true);
        Field(s => s.UserAgent, nullable: true);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("lastUsedAt").Resolve(c => c.Source.LastUsedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("expiresAt").Description("Unless it is used before.").Resolve(c => c.Source.ExpiresAt);
        Field<DateTimeOffsetGraphType>("revokedAt").Resolve(c => c.Source.RevokedAt);
        Field<NonNullGraphType<BooleanGraphType>>("isCurrent").Description("Whether the caller is in it.")
            .Resolve(c => c.Service<CurrentActor>().Actor?.SessionId == c.Source.Id);
    }
}
