using System.Text;
using RusToK.Core.Commerce;
using RusToK.Core.Commerce.Catalog.Projection;
using Xunit;
using static RusToK.Tests.Commerce.SampleVariants;

namespace RusToK.Tests.Commerce;

public sealed class PackedVariantsTests
{
    public static TheoryData<int> Shapes => [0, 1, 2, 30];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_was_packed_is_read_as_it_was(int count)
    {
        List<StoredVariant> variants = [.. Enumerable.Range(0, count).Select(Variant)];

        Assert.Equal(CommerceJson.Write(variants), CommerceJson.Write(PackedVariants.Read(PackedVariants.Write(variants))));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("19.90")]
    [InlineData("-19.9000")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-0.0000000000000000000000000001")]
    public void Amounts_keep_their_sign_and_digits(string text)
    {
        var amount = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var variant = Variant(1) with { P = [new StoredPrice("XXX", amount, long.MinValue, amount, Guid.NewGuid()), new StoredPrice("EUR", 0, long.MaxValue)] };

        var read = Assert.Single(PackedVariants.Read(PackedVariants.Write([variant])));

        Assert.Equal(variant.P, read.P);
        Assert.Equal(text, read.P[0].Amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Times_keep_their_ticks_and_offset()
    {
        var far = new DateTimeOffset(2026, 3, 1, 23, 59, 59, TimeSpan.FromMinutes(-210)).AddTicks(1);
        var variant = Variant(2);
        variant = variant with { V = variant.V with { CreatedAt = far } };

        var read = Assert.Single(PackedVariants.Read(PackedVariants.Write([variant])));

        Assert.True(far.EqualsExact(read.V.CreatedAt));
        Assert.True(variant.V.UpdatedAt.EqualsExact(read.V.UpdatedAt));
    }

    [Fact]
    public void It_takes_less_than_a_third_of_the_JSON()
    {
        List<StoredVariant> variants = [.. Enumerable.Range(0, 3).Select(Variant)];

        Assert.InRange(PackedVariants.Write(variants).Length, 1, Encoding.UTF8.GetByteCount(CommerceJson.Write(variants)) / 3);
    }

    [Fact]
    public void Another_format_is_refused() =>
        Assert.Contains("Format 2", Assert.Throws<FormatException>(() => PackedVariants.Read([2, 0])).Message, StringComparison.Ordinal);
}
