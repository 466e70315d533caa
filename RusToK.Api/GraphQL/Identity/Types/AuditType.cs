using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Identity.Audit;

namespace RusToK.Api.GraphQL.Identity.Types;

internal sealed class AuditType : ObjectGraphType<AuditRecord>
{
    public AuditType()
    {
        Name = "AuditRecord";
        Description = "One line of the audit log: each operation has one before it and one after it.";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Id);
        Field<NonNullGraphType<UuidType>>("operationId").Description("The same on both lines.").Resolve(c => c.Source.OperationId);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("at").Resolve(c => c.Source.At);
        Field<NonNullGraphType<UuidType>>("actorId").Resolve(c => c.Source.ActorId);
        Field<NonNullGraphType<UuidType>>("actorTenantId").Resolve(c => c.Source.ActorTenantId);
        Field<NonNullGraphType<RoleType>>("actorRole").Resolve(c => c.Source.ActorRole);
        Field<NonNullGraphType<StringGraphType>>("operation").Description("The mutation, or method and route.").Resolve(c => c.Source.Operation);
        Field<NonNullGraphType<AuditOutcomeType>>("outcome").Resolve(c => c.Source.Outcome);
        Field<StringGraphType>("code").Description("Why it was refused.").Resolve(c => c.Source.Code);
        Field<StringGraphType>("traceId").Resolve(c => c.Source.TraceId);
    }
}

internal sealed class AuditEdgeType() : EdgeType<AuditRecord, AuditType>("AuditRecord");

internal sealed class AuditConnectionType() : ConnectionType<AuditRecord, AuditType, AuditEdgeType>("AuditRecord");
