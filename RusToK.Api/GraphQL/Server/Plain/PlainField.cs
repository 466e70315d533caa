using GraphQL;
using GraphQL.Builders;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQLParser.AST;

namespace RusToK.Api.GraphQL.Server.Plain;

/// <summary>A field that only reads its object: it needs no service, no argument, no permission, and does no I/O.</summary>
internal interface IPlainField
{
    /// <summary>The type of the object it reads.</summary>
    Type Source { get; }

    /// <summary>What writes it beneath a name; null when something selected beneath it is not plain.</summary>
    /// <param name="builder">Of the document it is selected in.</param>
    /// <param name="name">The response key.</param>
    /// <param name="type">Of the field.</param>
    /// <param name="selections">Beneath it; null for a scalar.</param>
    FieldWriter? Writer(PlainWriterBuilder builder, string name, IGraphType type, GraphQLSelectionSet? selections);
}

/// <inheritdoc cref="IPlainField"/>
/// <param name="read">What it reads.</param>
internal sealed class PlainField<TSource, TValue>(Func<TSource, TValue> read) : IFieldResolver, IPlainField
{
    public Type Source => typeof(TSource);

    public ValueTask<object?> ResolveAsync(IResolveFieldContext context) => new(read((TSource)context.Source!));

    public FieldWriter? Writer(PlainWriterBuilder builder, string name, IGraphType type, GraphQLSelectionSet? selections) =>
        builder.Value<TValue>(type, selections) is { } value ? new FieldWriter<TSource, TValue>(name, read, value) : null;
}

internal static class PlainFieldExtensions
{
    /// <summary>The field is what is read from its object, so that whole selections of such fields are written in one go.</summary>
    public static FieldBuilder<TSource, TReturn> Reads<TSource, TReturn, TValue>(this FieldBuilder<TSource, TReturn> field, Func<TSource, TValue> read) =>
        field.Resolve(new PlainField<TSource, TValue>(read));
}
