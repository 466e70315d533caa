using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RusToK.Core.Commerce.External;
using RusToK.Core.Content.Queries;
using RusToK.Core.Import.Content;
using RusToK.Core.Import.Jobs;
using RusToK.Core.Import.Shopify;
using RusToK.Core.Import.Shopify.Running;
using RusToK.Core.Import.WordPress;
using RusToK.Core.Import.WordPress.Running;
using RusToK.Core.Persistence;

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

    /// <summary>Adds what takes files over HTTP and tells what became of them; a Worker imports them.</summary>
    public static IServiceCollection AddImportJobs(this IServiceCollection services)
    {
        services.AddOptions<ImportJobOptions>().BindConfiguration(ImportJobOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ReadStore>();
        services.AddSingleton(provider => new ImportJobQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton(provider => new ImportUploads(
            provider.GetRequiredService<WriteBatchFactory>(), provider.GetRequiredService<ImportJobQueries>(), provider.GetRequiredService<IOptions<ImportJobOptions>>()));
        return services;
    }
}
