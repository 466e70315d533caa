using System.Text.Json;
using GraphQL.Types;
using RusToK.Api.GraphQL.Server.Transport;

namespace RusToK.Api.GraphQL.Server.Plain;

/// <summary>Writes a value as GraphQL has it in its result.</summary>
internal abstract class ValueWriter<T>
{
    /// <returns>False when it cannot be written so, as with null where none may be; what was written until then is of no use.</returns>
    public abstract bool Write(Utf8JsonWriter json, T value);
}

/// <summary>A scalar that JSON has, too.</summary>
internal sealed class JsonScalarWriter<T>(Action<Utf8JsonWriter, T> write) : ValueWriter<T>
{
    public override bool Write(Utf8JsonWriter json, T value)
    {
        write(json, value);
        return true;
    }
}

/// <summary>Any other scalar, and enums: as their type serialises them.</summary>
internal sealed class SerializedWriter<T>(ScalarGraphType type) : ValueWriter<T>
{
    public override bool Write(Utf8JsonWriter json, T value)
    {
        if (type.Serialize(value) is not { } serialized)
            return false;
        JsonValues.Write(json, serialized);
        return true;
    }
}

/// <summary>Null, or what another writes.</summary>
internal sealed class NullableWriter<T>(ValueWriter<T> inner, Nullability nullability) : ValueWriter<T>
{
    public override bool Write(Utf8JsonWriter json, T value)
    {
        if (value is not null)
            return inner.Write(json, value);
        json.WriteNullValue();
        return nullability == Nullability.Nullable;
    }
}

/// <summary>What may be missing, or what another writes.</summary>
internal sealed class OptionalWriter<T>(ValueWriter<T> inner, Nullability nullability) : ValueWriter<T?>
    where T : struct
{
    public override bool Write(Utf8JsonWriter json, T? value)
    {
        if (value is { } present)
            return inner.Write(json, present);
        json.WriteNullValue();
        return nullability == Nullability.Nullable;
    }
}

/// <summary>A list.</summary>
internal sealed class ListWriter<TList, TItem>(ValueWriter<TItem> inner) : ValueWriter<TList>
    where TList : IEnumerable<TItem>
{
    public override bool Write(Utf8JsonWriter json, TList value)
    {
        json.WriteStartArray();
        if (value is IReadOnlyList<TItem> list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (!inner.Write(json, list[i]))
                    return false;
            }
        }
        else
        {
            foreach (var item in value)
            {
                if (!inner.Write(json, item))
                    return false;
            }
        }

        json.WriteEndArray();
        return true;
    }
}

/// <summary>An object's selected fields.</summary>
internal sealed class ObjectWriter<T>(FieldWriter<T>[] fields) : ValueWriter<T>
{
    public override bool Write(Utf8JsonWriter json, T value)
    {
        json.WriteStartObject();
        foreach (var field in fields)
        {
            if (!field.Write(json, value))
                return false;
        }

        json.WriteEndObject();
        return true;
    }
}

/// <summary>Whether a type of the schema allows null.</summary>
internal enum Nullability
{
    Nullable,
    NonNull,
}
