using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Caching.Memory;
using RusToK.Core.Caching;

namespace RusToK.Benchmarks.Micro.Caching;

/// <summary>An answer that a module's cache has in memory, against one of the framework's own cache.</summary>
public class CacheHit
{
    private const string Key = "product:red-shoes:en";
    private const int Bytes = 500;

    private readonly Guid _tenant = Guid.CreateVersion7();
    private readonly object _answer = new();
    private readonly Func<CancellationToken, Task<object>> _load;
    private readonly Func<object, Kept> _kept = static _ => new Kept(Bytes, ["product:red-shoes"]);
    private string _fullKey = "";
    private IMemoryCache _memory = null!;
    private NamedCache _cache = null!;
    private int _loads;

    public CacheHit() => _load = _ =>
    {
        _loads++;
        return Task.FromResult(_answer);
    };

    [GlobalSetup]
    public void Fill()
    {
        _fullKey = $"{_tenant:N}:{Key}";
        _memory = Memory();
        _memory.Set(_fullKey, _answer, new MemoryCacheEntryOptions { Size = Bytes, AbsoluteExpirationRelativeToNow = ProductCaches.Life });
        _cache = ProductCaches.Create().Named.Get(new CacheDeclaration("bench", IsShared: false));
        Check.That(Named() == _answer && Named() == _answer && _loads == 1);
        Check.That(Bare() == _answer);
    }

    [GlobalCleanup]
    public void CheckHits() => Check.That(_loads <= 1);

    [Benchmark(Baseline = true, Description = "hit in MemoryCache")]
    public object? Bare() => _memory.TryGetValue(_fullKey, out var answer) ? answer : null;

    [Benchmark(Description = "hit in NamedCache")]
    public object Named() => Settled.Of(_cache.GetAsync(_tenant, Key, _load, _kept, CancellationToken.None));

    /// <summary>Bounded, as the product's are.</summary>
    private static MemoryCache Memory() => new(new MemoryCacheOptions { SizeLimit = new CachingOptions().MaxBytes });
}
