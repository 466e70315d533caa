using System.Text.Json;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;

namespace RusToK.Api.GraphQL.Server.Plain;

/// <summary>A node whose JSON may be known as a whole.</summary>
internal interface IWrittenNode
{
    /// <summary>UTF-8; null where the node has children as usual.</summary>
    byte[]? Json { get; set; }
}

/// <inheritdoc cref="IWrittenNode"/>
internal sealed class WrittenObjectNode(ExecutionNode parent, IGraphType type, GraphQLField field, FieldType definition)
    : ObjectExecutionNode(parent, type, field, definition, null), IWrittenNode
{
    public byte[]? Json { get; set; }

    public override object? ToValue() => Json is null ? base.ToValue() : JsonElement.Parse(Json);

    public override bool PropagateNull() => Json is null && base.PropagateNull();
}

/// <inheritdoc cref="IWrittenNode"/>
internal sealed class WrittenArrayNode(ExecutionNode parent, IGraphType type, GraphQLField field, FieldType definition)
    : ArrayExecutionNode(parent, type, field, definition, null), IWrittenNode
{
    public byte[]? Json { get; set; }

    public override object? ToValue() => Json is null ? base.ToValue() : JsonElement.Parse(Json);

    public override bool PropagateNull() => Json is null && base.PropagateNull();
}
