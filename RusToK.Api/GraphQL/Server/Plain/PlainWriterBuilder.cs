using System.Reflection;
using System.Text.Json;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace RusToK.Api.GraphQL.Server.Plain;

/// <summary>Builds what writes the selections of a document, where all fields of a selection are plain.</summary>
/// <param name="schema">The schema the document was validated against.</param>
/// <param name="document">Holds the fragments.</param>
internal sealed class PlainWriterBuilder(ISchema schema, GraphQLDocument document)
{
    private static readonly MethodInfo ObjectMethod = Method(nameof(Object));
    private static readonly MethodInfo OptionalMethod = Method(nameof(Optional));
    private static readonly MethodInfo ListMethod = Method(nameof(List));

    private readonly FieldCollection _collection = new(schema, document);

    /// <summary>What writes a value of the schema's type; null when something beneath is not plain.</summary>
    /// <param name="type">Its type in the schema.</param>
    /// <param name="selections">Beneath it; null for a scalar.</param>
    /// <typeparam name="T">Its type in C#.</typeparam>
    public ValueWriter<T>? Value<T>(IGraphType type, GraphQLSelectionSet? selections)
    {
        var nullability = Nullability.Nullable;
        if (type is NonNullGraphType { ResolvedType: { } inner })
            (type, nullability) = (inner, Nullability.NonNull);
        if (System.Nullable.GetUnderlyingType(typeof(T)) is { } underlying && type is ScalarGraphType)
            return (ValueWriter<T>?)OptionalMethod.MakeGenericMethod(underlying).Invoke(null, [type, nullability]);
        var writer = type switch
        {
            ScalarGraphType scalar => Scalar<T>(scalar),
            ListGraphType { ResolvedType: { } item } when ItemOf(typeof(T)) is { } itemType =>
                (ValueWriter<T>?)ListMethod.MakeGenericMethod(typeof(T), itemType).Invoke(this, [item, selections]),
            IObjectGraphType o when SourceOf(o) == typeof(T) => Object<T>(o, selections!),
            _ => null,
        };
        return writer is null || typeof(T).IsValueType && System.Nullable.GetUnderlyingType(typeof(T)) is null ? writer : new NullableWriter<T>(writer, nullability);
    }

    /// <summary>What writes the result of any resolver of an object type or of lists of it; null when it or something beneath it is not plain.</summary>
    public PlainSelection? Selection(IGraphType type, GraphQLSelectionSet selections)
    {
        var nullable = type is NonNullGraphType { ResolvedType: { } inner } ? inner : type;
        var item = nullable is ListGraphType { ResolvedType: { } ofList } ? ofList : null;
        return (item ?? nullable).GetNamedType() is IObjectGraphType named && SourceOf(named) is { } source
            ? PlainSelection.Create(this, item is null ? source : typeof(IEnumerable<>).MakeGenericType(source), nullable, selections)
            : null;
    }

    private ValueWriter<T>? Object<T>(IObjectGraphType type, GraphQLSelectionSet selections)
    {
        if (_collection.Collect(type, selections) is not { } selected)
            return null;
        var fields = new FieldWriter<T>[selected.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            var (name, field, definition) = selected[i];
            if (definition == schema.TypeNameMetaFieldType)
                fields[i] = new TypeNameWriter<T>(name, type.Name);
            else if ((definition.Resolver as IPlainField)?.Writer(this, name, definition.ResolvedType!, field.SelectionSet) is FieldWriter<T> writer)
                fields[i] = writer;
            else
                return null;
        }

        return new ObjectWriter<T>(fields);
    }

    private static OptionalWriter<T> Optional<T>(ScalarGraphType type, Nullability nullability)
        where T : struct => new OptionalWriter<T>(Scalar<T>(type), nullability);

    private ValueWriter<TList>? List<TList, TItem>(IGraphType item, GraphQLSelectionSet? selections)
        where TList : IEnumerable<TItem> => Value<TItem>(item, selections) is { } inner ? new ListWriter<TList, TItem>(inner) : null;

    private static ValueWriter<T> Scalar<T>(ScalarGraphType type) => type switch
    {
        StringGraphType or IdGraphType when typeof(T) == typeof(string) => Json<T, string>(static (json, text) => json.WriteStringValue(text)),
        GuidGraphType when typeof(T) == typeof(Guid) => Json<T, Guid>(static (json, id) => json.WriteStringValue(id)),
        BooleanGraphType when typeof(T) == typeof(bool) => Json<T, bool>(static (json, flag) => json.WriteBooleanValue(flag)),
        IntGraphType when typeof(T) == typeof(int) => Json<T, int>(static (json, number) => json.WriteNumberValue(number)),
        LongGraphType when typeof(T) == typeof(long) => Json<T, long>(static (json, number) => json.WriteNumberValue(number)),
        DateTimeOffsetGraphType when typeof(T) == typeof(DateTimeOffset) => Json<T, DateTimeOffset>(static (json, time) => json.WriteStringValue(time)),
        _ => new SerializedWriter<T>(type),
    };

    private static ValueWriter<T> Json<T, TScalar>(Action<Utf8JsonWriter, TScalar> write) => (ValueWriter<T>)(object)new JsonScalarWriter<TScalar>(write);

    /// <summary>What the plain fields of a type read; null when it has none.</summary>
    private static Type? SourceOf(IObjectGraphType type) =>
        type.Fields.Select(f => f.Resolver).OfType<IPlainField>().FirstOrDefault()?.Source;

    private static Type? ItemOf(Type list) =>
        list == typeof(string) ? null : list.GetInterfaces().Prepend(list).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static MethodInfo Method(string name) => typeof(PlainWriterBuilder).GetMethod(name, BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic)!;
}
