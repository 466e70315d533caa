using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.DeadLetters.Commands;

namespace RusToK.Api.GraphQL.DeadLetters;

/// <summary>The dead letters that a mutation is about.</summary>
internal abstract class DeadLettersInput : InputObjectGraphType
{
    protected DeadLettersInput(string name)
    {
        Name = name;
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<UuidType>>>>("ids").Description("1 to 100, all of them DEAD.");
    }
}

internal sealed class ReplayDeadLettersInput() : DeadLettersInput("ReplayDeadLettersInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value) => new ReplayDeadLetters(value.List<Guid>("ids"));
}

internal sealed class DiscardDeadLettersInput() : DeadLettersInput("DiscardDeadLettersInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value) => new DiscardDeadLetters(value.List<Guid>("ids"));
}
