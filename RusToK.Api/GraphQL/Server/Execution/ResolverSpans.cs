using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;
using RusToK.Core.Telemetry;

namespace RusToK.Api.GraphQL.Server.Execution;

/// <summary>Gives resolvers that do I/O a span. The others have none: one for every field would cost more than it tells.</summary>
internal static class ResolverSpans
{
    private const string Key = "rustok:resolver-span";

    /// <summary>Marks a field whose resolver does I/O by itself. A resolver that returns a loader's result needs no mark: the batch has a span.</summary>
    public static TField WithResolverSpan<TField>(this TField field)
        where TField : IFieldMetadataWriter =>
        field.WithMetadata(Key, true);

    /// <summary>Whether a field is marked so.</summary>
    public static bool HasResolverSpan(this FieldType field) => field.GetMetadata<bool>(Key);

    /// <summary>Wraps the marked resolvers when the schema is built.</summary>
    internal sealed class Visitor : BaseSchemaNodeVisitor
    {
        public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
        {
            if (!field.HasResolverSpan())
                return;
            if (field.Resolver is null)
                throw new InvalidOperationException($"{type.Name}.{field.Name} is marked for a resolver span but has no resolver.");
            if (field.Resolver is not Resolver)
                field.Resolver = new Resolver($"resolve {type.Name}.{field.Name}", field.Resolver);
        }
    }

    private sealed class Resolver(string name, IFieldResolver inner) : IFieldResolver
    {
        public ValueTask<object?> ResolveAsync(IResolveFieldContext context) =>
            GraphQLTelemetry.Source.HasListeners() ? TraceAsync(context) : inner.ResolveAsync(context);

        private async ValueTask<object?> TraceAsync(IResolveFieldContext context)
        {
            using var span = GraphQLTelemetry.Source.StartActivity(name);
            if (span is { IsAllDataRequested: true })
                span.SetTag(Attributes.GraphQLFieldPath, string.Join('.', context.ResponsePath));
            try
            {
                return await inner.ResolveAsync(context);
            }
            catch (Exception exception)
            {
                span.Fail(exception);
                throw;
            }
        }
    }
}
