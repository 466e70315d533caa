using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;
using RusToK.Api.GraphQL.Server.Execution;

namespace RusToK.Api.GraphQL.Server.Plain;

/// <summary>
/// Writes a field's result in one go where everything selected beneath it is plain, instead of making a node for each field of each object.
/// Whatever cannot be written so, as null where none may be or a property that throws, is resolved the usual way, which makes the usual errors.
/// </summary>
internal sealed class PlainExecutionStrategy : SerialExecutionStrategy
{
    protected override ExecutionNode BuildExecutionNode(ExecutionNode parent, IGraphType graphType, GraphQLField field, FieldType fieldDefinition, int? indexInParentNode = null)
    {
        var type = graphType is NonNullGraphType { ResolvedType: { } inner } ? inner : graphType;
        return (type, indexInParentNode) switch
        {
            (ListGraphType, null) => new WrittenArrayNode(parent, type, field, fieldDefinition),
            (IObjectGraphType, null) => new WrittenObjectNode(parent, type, field, fieldDefinition),
            _ => base.BuildExecutionNode(parent, graphType, field, fieldDefinition, indexInParentNode),
        };
    }

    protected override Task CompleteNodeAsync(global::GraphQL.Execution.ExecutionContext context, ExecutionNode node)
    {
        if (node is not IWrittenNode written || node.Result is not { } result || context.UserContext is not OperationContext operation
            || operation.Document.Plain?.Find(node.Field, node.FieldDefinition) is not { } selection)
        {
            return base.CompleteNodeAsync(context, node);
        }

        written.Json = PlainJson.Write(selection, result);
        return written.Json is null ? base.CompleteNodeAsync(context, node) : Task.CompletedTask;
    }
}
