using System.Text.Json;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary>
/// Reads <c>read.products.variants</c> by hand: it is read for each product of each list, and the serializer, which has to find out about
/// constructors and their defaults, takes five times as long. Properties it does not know are passed over.
/// </summary>
internal static class StoredVariants
{
    /// <param name="json">As <see cref="CommerceJson"/> wrote it, in UTF-8.</param>
    /// <exception cref="JsonException">It is not what was written.</exception>
    public static List<StoredVariant> Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            Next(ref reader);
            Expect(ref reader, JsonTokenType.StartArray);
            List<StoredVariant> variants = [];
            while (Next(ref reader) != JsonTokenType.EndArray)
                variants.Add(Variant(ref reader));
            return variants;
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new JsonException("The stored variants cannot be read.", error);
        }
    }

    private static StoredVariant Variant(ref Utf8JsonReader reader)
    {
        VariantState? state = null;
        IReadOnlyList<StoredPrice> prices = [];
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("v"u8))
                state = State(ref reader);
            else if (reader.ValueTextEquals("p"u8))
                prices = Prices(ref reader);
            else
                Pass(ref reader);
        }

        return new StoredVariant(state ?? throw new JsonException("A stored variant has no state."), prices);
    }

    private static VariantState State(ref Utf8JsonReader reader)
    {
        var id = Guid.Empty;
        var position = 0;
        string? sku = null, barcode = null;
        IReadOnlyList<string> optionValues = [];
        int? weight = null, threshold = null;
        var policy = InventoryPolicy.Deny;
        var tracks = false;
        DateTimeOffset created = default, updated = default;
        Next(ref reader);
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("id"u8))
                id = Value(ref reader).GetGuid();
            else if (reader.ValueTextEquals("position"u8))
                position = Value(ref reader).GetInt32();
            else if (reader.ValueTextEquals("sku"u8))
                sku = Value(ref reader).GetString();
            else if (reader.ValueTextEquals("barcode"u8))
                barcode = Value(ref reader).GetString();
            else if (reader.ValueTextEquals("optionValues"u8))
                optionValues = Texts(ref reader);
            else if (reader.ValueTextEquals("weightGrams"u8))
                weight = Integer(ref reader);
            else if (reader.ValueTextEquals("policy"u8))
                policy = EnumText<InventoryPolicy>.Parse(Value(ref reader).GetString()!);
            else if (reader.ValueTextEquals("tracksInventory"u8))
                tracks = Value(ref reader).GetBoolean();
            else if (reader.ValueTextEquals("lowStockThreshold"u8))
                threshold = Integer(ref reader);
            else if (reader.ValueTextEquals("createdAt"u8))
                created = Value(ref reader).GetDateTimeOffset();
            else if (reader.ValueTextEquals("updatedAt"u8))
                updated = Value(ref reader).GetDateTimeOffset();
            else
                Pass(ref reader);
        }

        return new VariantState(id, position, sku, barcode, optionValues, weight, policy, tracks, threshold, created, updated);
    }

    private static List<StoredPrice> Prices(ref Utf8JsonReader reader)
    {
        List<StoredPrice> prices = [];
        Next(ref reader);
        Expect(ref reader, JsonTokenType.StartArray);
        while (Next(ref reader) != JsonTokenType.EndArray)
            prices.Add(Price(ref reader));
        return prices;
    }

    private static StoredPrice Price(ref Utf8JsonReader reader)
    {
        var currency = "";
        decimal amount = 0;
        var minor = 0L;
        decimal? compareAt = null;
        Guid? list = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("currency"u8))
                currency = Currency(ref reader);
            else if (reader.ValueTextEquals("amount"u8))
                amount = Value(ref reader).GetDecimal();
            else if (reader.ValueTextEquals("minor"u8))
                minor = Value(ref reader).GetInt64();
            else if (reader.ValueTextEquals("compareAt"u8))
                compareAt = Next(ref reader) == JsonTokenType.Null ? null : reader.GetDecimal();
            else if (reader.ValueTextEquals("priceListId"u8))
                list = Next(ref reader) == JsonTokenType.Null ? null : reader.GetGuid();
            else
                Pass(ref reader);
        }

        return new StoredPrice(currency, amount, minor, compareAt, list);
    }

    private static List<string> Texts(ref Utf8JsonReader reader)
    {
        List<string> texts = [];
        Next(ref reader);
        Expect(ref reader, JsonTokenType.StartArray);
        while (Next(ref reader) != JsonTokenType.EndArray)
            texts.Add(reader.GetString()!);
        return texts;
    }

    /// <summary>Most are one of a few.</summary>
    private static string Currency(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        return reader.ValueTextEquals("EUR"u8) ? "EUR" : reader.ValueTextEquals("USD"u8) ? "USD" : reader.ValueTextEquals("GBP"u8) ? "GBP" : reader.GetString()!;
    }

    private static int? Integer(ref Utf8JsonReader reader) => Next(ref reader) == JsonTokenType.Null ? null : reader.GetInt32();

    private static ref Utf8JsonReader Value(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        return ref reader;
    }

    private static void Pass(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        reader.Skip();
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new JsonException("The stored variants end too early.");

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
            throw new JsonException($"The stored variants have {reader.TokenType} where {type} is expected.");
    }
}
