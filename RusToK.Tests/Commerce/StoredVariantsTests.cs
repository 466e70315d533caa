using System.Text;
using System.Text.Json;
using RusToK.Core.Commerce;
using RusToK.Core.Commerce.Catalog.Projection;
using Xunit;
using static RusToK.Tests.Commerce.SampleVariants;

namespace RusToK.Tests.Commerce;

public sealed class StoredVariantsTests
{
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
}
