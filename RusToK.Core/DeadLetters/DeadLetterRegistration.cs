using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Content.Queries;

namespace RusToK.Core.DeadLetters;

public static class DeadLetterRegistration
{
    /// <summary>Adds what administrators ask about dead letters; its commands add themselves.</summary>
    public static IServiceCollection AddDeadLetters(this IServiceCollection services) =>
        services.AddSingleton(provider => new DeadLetterQueries(new ReadStore(provider.GetRequiredService<Npgsql.NpgsqlDataSource>())));
}
