namespace RusToK.Benchmarks.Mixed.Customers;

/// <summary>
/// Says who comes next: the kind by its share, the tenant by Zipf's law, as the sizes of customers are distributed. The same seed gives the same crowd.
/// One thread asks it.
/// </summary>
internal sealed class Crowd
{
    private readonly IReadOnlyList<Shop> _shops;
    private readonly double[] _shopsUpTo;
    private readonly double[] _kindsUpTo;
    private readonly Random _random;

    /// <param name="shops">The busiest first.</param>
    /// <param name="skew">Exponent of their popularity.</param>
    /// <param name="seed">Of its choices.</param>
    public Crowd(IReadOnlyList<Shop> shops, double skew, int seed)
    {
        _shops = shops;
        _shopsUpTo = Sums(Enumerable.Range(1, shops.Count).Select(n => Math.Pow(n, -skew)));
        _kindsUpTo = Sums(RequestKind.All.Select(kind => kind.Share));
        _random = new Random(seed);
    }

    public Arrival Next() => new(RequestKind.All[Choose(_kindsUpTo)], _shops[Choose(_shopsUpTo)], _random.Next());

    /// <summary>Time until the next arrival in seconds, exponentially distributed: those who come know nothing of each other.</summary>
    /// <param name="rate">Arrivals a second.</param>
    public double NextGap(double rate) => -Math.Log(1 - _random.NextDouble()) / rate;

    private int Choose(double[] upTo)
    {
        var place = Array.BinarySearch(upTo, _random.NextDouble() * upTo[^1]);
        return Math.Min(place < 0 ? ~place : place, upTo.Length - 1);
    }

    private static double[] Sums(IEnumerable<double> weights)
    {
        var sum = 0.0;
        return [.. weights.Select(weight => sum += weight)];
    }
}
