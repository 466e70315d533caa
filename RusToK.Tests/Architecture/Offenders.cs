using Xunit;

namespace RusToK.Tests.Architecture;

/// <summary>A rule that is broken says by whom.</summary>
internal static class Offenders
{
    public static void AssertNone(IEnumerable<string> offenders, string rule)
    {
        var all = offenders.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{rule}{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
