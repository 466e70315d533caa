using System.Text;
using System.Text.Json;
using RusToK.Core.Commerce;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Projection;
using RusToK.Core.Commerce.Catalog.Variants;
using Xunit;

namespace RusToK.Tests.Commerce;

public sealed class StoredVariantsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 29, 12, 30, 15, 123, TimeSpan.Zero);

    public static TheoryData<int> Shapes => [0, 1, 2, 7];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_the_serializer_writes_is_read_as_the_serializer_reads_it(int count)
    {
        List<StoredVariant> variants = [.. Enumerable.Range(0, count).Select(Variant)];
        var json = CommerceJson.Write(variants);

        Assert.Equal(CommerceJson.Write(CommerceJson.Read<List<StoredVariant>>(json)), CommerceJson.Write(Read(json)));
        Assert.Equal(json, CommerceJson.Write(Read(json)));
    }

    [Fact]
    public void Properties_of_a_later_version_are_passed_over()
    {
        var json = CommerceJson.Write(new[] { Variant(1) }).Replace("{\"v\":{", "{\"new\":[{\"a\":[]}],\"v\":{\"newer\":{\"b\":1},", StringComparison.Ordinal);

        Assert.Equal(CommerceJson.Write(new[] { Variant(1) }), CommerceJson.Write(Read(json)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[{}]")]
    [InlineData("[{\"v\":{\"id\":\"no uuid\"}}]")]
    [InlineData("[{\"v\":{\"position\":\"first\"}}]")]
    [InlineData("[{\"v\":{\"policy\":\"sometimes\"}}]")]
    [InlineData("[{\"v\":{\"id\":")]
    public void Anything_else_is_said_to_be_unreadable(string json) => Assert.ThrowsAny<JsonException>(() => Read(json));

    private static List<StoredVariant> Read(string json) => StoredVariants.Read(Encoding.UTF8.GetBytes(json));

    private static StoredVariant Variant(int i) => new(
        new VariantState(
            new Guid(i, 1, 2, new byte[8]), i, i % 2 == 0 ? null : $"SKU \"{i}\" ключ", i % 3 == 0 ? "4006381333931" : null, i % 2 == 0 ? [] : ["S", "rot \u2028"],
            i % 2 == 0 ? 250 : null, i % 2 == 0 ? InventoryPolicy.Deny : InventoryPolicy.Continue, i % 2 == 0, i % 3 == 0 ? 5 : null, At, At.AddTicks(i)),
        [.. Enumerable.Range(0, i % 4).Select(p => new StoredPrice(
            p switch { 0 => "EUR", 1 => "JPY", _ => "USD" }, 19.90m + p, 1990 + 100 * p, p == 1 ? 25.5m : null, p == 2 ? new Guid(p, 0, 0, new byte[8]) : null))]);
}
