using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RusToK.Core.Content.Queries;

namespace RusToK.Core.DeadLetters;

public static class DeadLetterRegistration
{
    /// <summary>Adds what administrators ask about dead letters; its commands add themselves.</summary>
    public static IServiceCollection AddDeadLetters(this IServiceCollection services)
    {
        services.TryAddSingleton<ReadStore>();
        return services.AddSingleton(provider => new DeadLetterQueries(provider.GetRequiredService<ReadStore>()));
    }
}
