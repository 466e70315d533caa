using GraphQL.Validation;
using GraphQLParser.AST;
using RusToK.Api.GraphQL.Server.Limits;

namespace RusToK.Api.GraphQL.Server.Documents;

internal sealed class PreparedOperation(GraphQLOperationDefinition definition)
{
    public GraphQLOperationDefinition Definition { get; } = definition;

    public OperationType Kind => Definition.Operation;

    /// <summary>query, mutation or subscription.</summary>
    public string Type { get; } = definition.Operation switch
    {
        OperationType.Mutation => "mutation",
        OperationType.Subscription => "subscription",
        _ => "query",
    };

    public string? Name { get; } = definition.Name?.StringValue;

    /// <summary>What <see cref="RememberedValidation"/> found, where it stays so.</summary>
    public IValidationResult? Validation { get; set; }

    /// <summary>How to compute the complexity for given variables; known once the document is validated.</summary>
    public OperationCost? Cost { get; set; }
}
