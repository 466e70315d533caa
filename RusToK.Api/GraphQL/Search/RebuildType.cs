using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Search;
using RusToK.Core.Search.Commands;

namespace RusToK.Api.GraphQL.Search;

internal sealed class RebuildStatusType : EnumerationGraphType<RebuildStatus>
{
    public RebuildStatusType() => Name = "RebuildStatus";
}

internal sealed class RebuildType : ObjectGraphType<ReadModelRebuild>
{
    public RebuildType()
    {
        Name = "ReadModelRebuild";
        Description = "A read model that is written anew from the event log.";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Id);
        Field(r => r.ReadModel).Description("Such as content.");
        Field<NonNullGraphType<RebuildStatusType>>("status").Resolve(c => c.Source.Status);
        Field<NonNullGraphType<LongGraphType>>("events").Description("Applied so far.").Resolve(c => c.Source.Events);
        Field(r => r.Error, nullable: true).Description("Why it failed; nothing was changed then.");
        Field<UuidType>("requestedBy").Resolve(c => c.Source.RequestedBy);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("requestedAt").Resolve(c => c.Source.RequestedAt);
        Field<DateTimeOffsetGraphType>("startedAt").Resolve(c => c.Source.StartedAt);
        Field<DateTimeOffsetGraphType>("finishedAt").Resolve(c => c.Source.FinishedAt);
    }
}

internal sealed class RebuildEdgeType() : EdgeType<ReadModelRebuild, RebuildType>("ReadModelRebuild");

internal sealed class RebuildConnectionType() : ConnectionType<ReadModelRebuild, RebuildType, RebuildEdgeType>("ReadModelRebuild");

internal sealed class RebuildPayloadType : ObjectGraphType<ReadModelRebuild>
{
    public RebuildPayloadType()
    {
        Name = "RebuildReadModelPayload";
        Field<NonNullGraphType<RebuildType>>("rebuild").Resolve(c => c.Source);
    }
}

internal sealed class RebuildReadModelInput : InputObjectGraphType
{
    public RebuildReadModelInput()
    {
        Name = "RebuildReadModelInput";
        Field<NonNullGraphType<StringGraphType>>("readModel").Description("Its name, such as content.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new RequestRebuild(value.Get<string>("readModel"));
}
