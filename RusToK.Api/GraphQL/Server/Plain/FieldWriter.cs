using System.Text.Encodings.Web;
using System.Text.Json;

namespace RusToK.Api.GraphQL.Server.Plain;

/// <summary>Writes a selected field of an object: its name and what it reads.</summary>
internal abstract class FieldWriter(string name)
{
    protected JsonEncodedText Name { get; } = JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}

/// <inheritdoc/>
internal abstract class FieldWriter<TSource>(string name) : FieldWriter(name)
{
    /// <returns>False when it cannot be written so; what was written until then is of no use.</returns>
    public abstract bool Write(Utf8JsonWriter json, TSource source);
}

/// <inheritdoc/>
internal sealed class FieldWriter<TSource, TValue>(string name, Func<TSource, TValue> read, ValueWriter<TValue> value) : FieldWriter<TSource>(name)
{
    public override bool Write(Utf8JsonWriter json, TSource source)
    {
        json.WritePropertyName(Name);
        return value.Write(json, read(source));
    }
}

/// <summary><c>__typename</c>.</summary>
internal sealed class TypeNameWriter<TSource>(string name, string type) : FieldWriter<TSource>(name)
{
    private readonly JsonEncodedText _type = JsonEncodedText.Encode(type);

    public override bool Write(Utf8JsonWriter json, TSource source)
    {
        json.WriteString(Name, _type);
        return true;
    }
}
