namespace RusToK.Benchmarks.Micro.Tenancy;

/// <summary>Requests of tenants some of which are much busier than others (Zipf's law), the same ones every time.</summary>
internal static class SkewedTenants
{
    /// <summary>Steps of the golden ratio cover the numbers between 0 and 1 evenly.</summary>
    private const double Step = 0.618033988749895;

    public static string Busiest => Slug(0);

    /// <param name="tenants">How many there are.</param>
    /// <param name="requests">How many they make together.</param>
    public static IEnumerable<string> Of(int tenants, int requests)
    {
        string[] slugs = [.. Enumerable.Range(0, tenants).Select(Slug)];
        var shares = new double[tenants];
        var sum = 0.0;
        for (var i = 0; i < tenants; i++)
            shares[i] = sum += 1.0 / (i + 1);
        for (var i = 1; i <= requests; i++)
        {
            var found = Array.BinarySearch(shares, i * Step % 1 * sum);
            yield return slugs[found < 0 ? ~found : found];
        }
    }

    private static string Slug(int rank) => $"tenant-{rank}";
}
