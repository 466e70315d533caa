using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Identity.Audit;

namespace RusToK.Api.GraphQL.Identity.Types;

internal sealed class AuditType : ObjectGraphType<AuditRecord>
{
    public AuditType()
    {
        Name = "AuditRecord";
        Description = "One line of the audit log: each operation has one before it and one after it.";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field<NonNullGraphType<UuidType>>("operationId").Description("The same on both lines.").Reads(x => x.OperationId);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("at").Reads(x => x.At);
        Field<NonNullGraphType<UuidType>>("actorId").Reads(x => x.ActorId);
        Field<NonNullGraphType<UuidType>>("actorTenantId").Reads(x => x.ActorTenantId);
        Field<NonNullGraphType<RoleType>>("actorRole").Reads(x => x.ActorRole);
        Field<NonNullGraphType<StringGraphType>>("operation").Description("The mutation, or method and route.").Reads(x => x.Operation);
        Field<NonNullGraphType<AuditOutcomeType>>("outcome").Reads(x => x.Outcome);
        Field<StringGraphType>("code").Description("Why it was refused.").Reads(x => x.Code);
        Field<StringGraphType>("traceId").Reads(x => x.TraceId);
    }
}

internal sealed class AuditEdgeType() : EdgeType<AuditRecord, AuditType>("AuditRecord");

internal sealed class AuditConnectionType() : ConnectionType<AuditRecord, AuditType, AuditEdgeType>("AuditRecord");
