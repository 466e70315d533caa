using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
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
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field(r => r.ReadModel).Description("Such as content.");
        Field<NonNullGraphType<RebuildStatusType>>("status").Reads(x => x.Status);
        Field<NonNullGraphType<LongGraphType>>("events").Description("Applied so far.").Reads(x => x.Events);
        Field(r => r.Error, nullable: true).Description("Why it failed; nothing was changed then.");
        Field<UuidType>("requestedBy").Reads(x => x.RequestedBy);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("requestedAt").Reads(x => x.RequestedAt);
        Field<DateTimeOffsetGraphType>("startedAt").Reads(x => x.StartedAt);
        Field<DateTimeOffsetGraphType>("finishedAt").Reads(x => x.FinishedAt);
    }
}

internal sealed class RebuildEdgeType() : EdgeType<ReadModelRebuild, RebuildType>("ReadModelRebuild");

internal sealed class RebuildConnectionType() : ConnectionType<ReadModelRebuild, RebuildType, RebuildEdgeType>("ReadModelRebuild");

internal sealed class RebuildPayloadType : ObjectGraphType<ReadModelRebuild>
{
    public RebuildPayloadType()
    {
        Name = "RebuildReadModelPayload";
        Field<NonNullGraphType<RebuildType>>("rebuild").Reads(x => x);
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
