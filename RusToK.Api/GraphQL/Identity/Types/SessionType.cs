using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Sessions;

namespace RusToK.Api.GraphQL.Identity.Types;

internal sealed class SessionType : ObjectGraphType<Session>
{
    public SessionType()
    {
        Name = "Session";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field(s => s.IpAddress, nullable: true);
        Field(s => s.UserAgent, nullable: true);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("lastUsedAt").Reads(x => x.LastUsedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("expiresAt").Description("Unless it is used before.").Reads(x => x.ExpiresAt);
        Field<DateTimeOffsetGraphType>("revokedAt").Reads(x => x.RevokedAt);
        Field<NonNullGraphType<BooleanGraphType>>("isCurrent").Description("Whether the caller is in it.")
            .Resolve(c => c.Service<CurrentActor>().Actor?.SessionId == c.Source.Id);
    }
}
