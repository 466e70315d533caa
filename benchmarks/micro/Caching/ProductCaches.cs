using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Caching;
using RusToK.Core.Caching.Composed;
using RusToK.Core.Resilience;

namespace RusToK.Benchmarks.Micro.Caching;

/// <summary>The caches of a process without Redis, which a hit in memory does not ask, and with entries that outlive the benchmark.</summary>
internal sealed class ProductCaches(IServiceProvider services)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    public NamedCaches Named { get; } = services.GetRequiredService<NamedCaches>();

    public ComposedCaches Composed { get; } = services.GetRequiredService<ComposedCaches>();

    public DependencySet Dependencies { get; } = services.GetRequiredService<DependencySet>();

    public static ProductCaches Create() => new(new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create($"{CachingOptions.Section}:{nameof(CachingOptions.LocalLife)}", (string?)Life.ToString()),
            KeyValuePair.Create($"{CachingOptions.Section}:{nameof(CachingOptions.AbsentLife)}", (string?)Life.ToString()),
        ]).Build())
        .AddLogging()
        .AddCaching()
        .BuildServiceProvider());
}
