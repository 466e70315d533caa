using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Commerce.External;
using RusToK.Core.Import.Content;
using RusToK.Core.Import.Shopify;
using RusToK.Core.Import.Shopify.Running;
using RusToK.Core.Import.WordPress;
using RusToK.Core.Import.WordPress.Running;

namespace RusToK.Core.Import;

public static class ImportRegistration
{
    /// <summary>Adds the importers. They need persistence, commands, content and commerce.</summary>
    public static IServiceCollection AddImport(this IServiceCollection services)
    {
        services.AddSingleton<NodeImport>().AddSingleton<CategoryImport>().AddSingleton<TagImport>().AddSingleton<WordPressServices>();
        services.AddSingleton(provider => new WordPressImporter(
            provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<WordPressServices>()));
        services.AddSingleton<ProductImport>();
        services.AddSingleton(provider => new ShopifyImporter(
            provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<ExternalProducts>(), provider.GetRequiredService<ProductImport>()));
        return services;
    }
}
