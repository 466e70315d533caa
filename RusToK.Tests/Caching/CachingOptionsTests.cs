using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RusToK.Core.Caching;
using RusToK.Core.Commerce.Catalog.Caching;
using RusToK.Core.Content.Caching;
using RusToK.Core.Tenancy.Lookup;
using Xunit;

namespace RusToK.Tests.Caching;

/// <summary>Caches of what readers are shown can be off, one by one.</summary>
public sealed class CachingOptionsTests
{
    [Fact]
    public void Those_that_can_be_off_are_those_of_what_readers_are_shown() =>
        Assert.Equal([ContentCache.Declaration.Name, CatalogCache.Declaration.Name], CachingOptions.CanBeOff);

    [Fact]
    public void One_that_is_off_remembers_nothing_and_the_others_do()
    {
        using var process = Process("products");
        var caches = process.GetRequiredService<NamedCaches>();

        Assert.False(caches.Remember(CatalogCache.Declaration));
        Assert.True(caches.Remember(ContentCache.Declaration));
    }

    [Fact]
    public void A_name_that_cannot_be_off_is_refused_with_those_that_can()
    {
        using var process = Process(TenantDirectory.Cache.Name);

        var refused = Assert.Throws<OptionsValidationException>(() => process.GetRequiredService<NamedCaches>());

        Assert.Contains("Caching:Off has 'tenants'. These can be off: content, products.", refused.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Process(string off) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create("ConnectionStrings:redis", (string?)"127.0.0.1:1,connectTimeout=100"), KeyValuePair.Create("Caching:Off:0", (string?)off),
        ]).Build())
        .AddLogging()
        .AddCaching()
        .BuildServiceProvider();
}
