using RusToK.Core.Persistence;
using Xunit;

namespace RusToK.Tests.Persistence;

public sealed class OrderedIdTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 29, 3, 6, 30, 426, TimeSpan.Zero);

    [Fact]
    public void Ids_of_each_microsecond_of_three_milliseconds_are_in_order()
    {
        var ids = Enumerable.Range(0, 3_000).Select(i => OrderedId.Create(Start.AddMicroseconds(i)).ToString("N")).ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void They_are_of_version_7_and_begin_with_the_millisecond()
    {
        var id = OrderedId.Create(Start);

        Assert.Equal(7, id.Version);
        Assert.Equal(Guid.CreateVersion7(Start).ToString()[..13], id.ToString()[..13]);
        Assert.InRange(id.Variant, 8, 11);
        Assert.NotEqual(id, OrderedId.Create(Start));
    }
}
