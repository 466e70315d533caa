namespace RusToK.Tests.Telemetry;

/// <summary>Keys of which the n-th is drawn in proportion to 1/n, the same ones at every run.</summary>
internal sealed class ZipfKeys
{
    private readonly string[] _keys;
    private readonly double[] _upTo;
    private readonly Random _random;

    public ZipfKeys(int count, int seed, string prefix = "key-")
    {
        _keys = [.. Enumerable.Range(1, count).Select(n => prefix + n)];
        _upTo = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
            _upTo[i] = sum += 1.0 / (i + 1);
        _random = new Random(seed);
    }

    /// <summary>The keys, the most frequent first.</summary>
    public IReadOnlyList<string> ByRank => _keys;

    public string Next()
    {
        var place = Array.BinarySearch(_upTo, _random.NextDouble() * _upTo[^1]);
        return _keys[place < 0 ? ~place : place];
    }
}
