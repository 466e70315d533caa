using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.DeadLetters;

namespace RusToK.Api.GraphQL.DeadLetters;

internal sealed class DeadLetterStatusType : EnumerationGraphType<DeadLetterStatus>
{
    public DeadLetterStatusType() => Name = "DeadLetterStatus";
}

internal sealed class DeadLetterType : ObjectGraphType<DeadLetter>
{
    public DeadLetterType()
    {
        Name = "DeadLetter";
        Description = "An event that a consumer gave up on.";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field<NonNullGraphType<DeadLetterStatusType>>("status").Reads(x => x.Status);
        Field(l => l.Consumer).Description("The read model that lacks it.");
        Field<NonNullGraphType<UuidType>>("eventId").Reads(x => x.EventId);
        Field(l => l.EventType);
        Field(l => l.AggregateType);
        Field<NonNullGraphType<UuidType>>("aggregateId").Reads(x => x.AggregateId);
        Field<NonNullGraphType<LongGraphType>>("aggregateVersion").Reads(x => x.AggregateVersion);
        Field(l => l.Attempts).Description("Before it was given up.");
        Field(l => l.ErrorType);
        Field(l => l.ErrorMessage);
        Field(l => l.TraceId, nullable: true).Description("Of the request that created the event.");
        Field(l => l.FailedTraceId, nullable: true).Description("Of the last failed attempt.");
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("firstFailedAt").Reads(x => x.FirstFailedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("deadAt").Reads(x => x.DeadAt);
        Field<DateTimeOffsetGraphType>("resolvedAt").Description("When it was replayed or discarded.").Reads(x => x.ResolvedAt);
        Field<NonNullGraphType<JsonType>>("payload").Description("What the event says.").Reads(x => x.Payload);
    }
}

internal sealed class DeadLetterEdgeType() : EdgeType<DeadLetter, DeadLetterType>("DeadLetter");

internal sealed class DeadLetterConnectionType() : ConnectionType<DeadLetter, DeadLetterType, DeadLetterEdgeType>("DeadLetter");

internal sealed class DeadLettersPayloadType : ObjectGraphType<IReadOnlyList<DeadLetter>>
{
    public DeadLettersPayloadType()
    {
        Name = "DeadLettersPayload";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<DeadLetterType>>>>("deadLetters").Reads(x => x);
    }
}
