using System.Reflection;
using System.Text.Json;
using GraphQL.Types;
using GraphQLParser.AST;

namespace RusToK.Api.GraphQL.Server.Plain;

/// <summary>Everything that is selected beneath a field, down to the scalars, when all of it is plain.</summary>
internal abstract class PlainSelection
{
    private static readonly MethodInfo CreateMethod = typeof(PlainSelection).GetMethod(nameof(CreateOf), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <returns>Null when something beneath is not plain.</returns>
    public static PlainSelection? Create(PlainWriterBuilder builder, Type value, IGraphType type, GraphQLSelectionSet selections) =>
        (PlainSelection?)CreateMethod.MakeGenericMethod(value).Invoke(null, [builder, type, selections]);

    /// <returns>False when it cannot be written so; what was written until then is of no use.</returns>
    public abstract bool Write(Utf8JsonWriter json, object result);

    private static Of<T>? CreateOf<T>(PlainWriterBuilder builder, IGraphType type, GraphQLSelectionSet selections) =>
        builder.Value<T>(type, selections) is { } writer ? new Of<T>(writer) : null;

    private sealed class Of<T>(ValueWriter<T> writer) : PlainSelection
    {
        public override bool Write(Utf8JsonWriter json, object result) => result is T value && writer.Write(json, value);
    }
}
