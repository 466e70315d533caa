using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RusToK.Core.Content.Queries;
using RusToK.Core.Events.Handling;

namespace RusToK.Core.Search;

public static class SearchRegistration
{
    /// <summary>Adds what is asked about the read models as such; its commands add themselves.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.TryAddSingleton<ReadStore>();
        return services
            .AddSingleton<ReadModelNames>()
            .AddSingleton(provider => new RebuildQueries(provider.GetRequiredService<ReadStore>()));
    }
}
