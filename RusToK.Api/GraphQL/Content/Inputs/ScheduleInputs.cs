using GraphQL.Types;
using RusToK.Core.Content.Scheduling.Commands;

namespace RusToK.Api.GraphQL.Content.Inputs;

internal sealed class SchedulePublicationInput : ChangeInput
{
    public SchedulePublicationInput()
        : base("SchedulePublicationInput")
    {
        Description = "A time replaces what was planned, null cancels it, an absent one stays.";
        Field<DateTimeOffsetGraphType>("publishAt").Description("In the future. Needs a draft.");
        Field<DateTimeOffsetGraphType>("unpublishAt").Description("In the future, and later than publishAt. Needs what is published, or will be.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new SchedulePublication(id, expectedVersion)
        {
            PublishAt = value.Change<DateTimeOffset?>("publishAt"),
            UnpublishAt = value.Change<DateTimeOffset?>("unpublishAt"),
        };
    }
}

internal sealed class CancelPublicationInput() : ChangeInput("CancelPublicationInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new CancelPublication(id, expectedVersion);
    }
}
