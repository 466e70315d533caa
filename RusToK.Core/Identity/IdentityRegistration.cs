using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RusToK.Core.Content.Queries;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Attempts;
using RusToK.Core.Identity.Audit;
using RusToK.Core.Identity.Mail;
using RusToK.Core.Identity.OneTimeTokens;
using RusToK.Core.Identity.Passwords;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Identity.Tokens;
using RusToK.Core.Identity.Users;
using RusToK.Core.Persistence;
using ZiggyCreatures.Caching.Fusion;

namespace RusToK.Core.Identity;

public static class IdentityRegistration
{
    private const string CacheName = "sessions";

    /// <summary>Sessions remembered at once; past it the oldest go.</summary>
    private const int MaxCached = 100_000;

    /// <summary>
    /// Adds users, sessions and what their commands need, and the scoped current actor. Keys of access tokens are checked when they are
    /// first used, so that a process in which nobody signs in needs none.
    /// </summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddValidated<IdentityOptions, IdentityOptionsValidator>(IdentityOptions.Section).ValidateOnStart();
        services.AddValidated<PasswordOptions, PasswordOptionsValidator>(PasswordOptions.Section).ValidateOnStart();
        services.AddValidated<SigningOptions, SigningOptionsValidator>(IdentityOptions.Section);
        services.AddScoped<CurrentActor>();
        services.AddScoped<UserReader>();
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<AttemptLimits>();
        services.AddSingleton<OneTimeTokenFactory>();
        services.AddSingleton<MailQueue>();
        services.AddSingleton<AccountMails>();
        services.AddSingleton<AuditTrail>();
        services.TryAddSingleton<ReadStore>();
        services.AddSingleton(provider => new AuditQueries(provider.GetRequiredService<ReadStore>()));
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton(provider => new AccessTokens(
            provider.GetRequiredService<SigningKeyRing>(),
            provider.GetRequiredService<IOptions<SigningOptions>>(),
            provider.GetRequiredService<IOptions<IdentityOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SessionFactory>();
        services.AddSingleton(provider => new UserQueries(provider.GetRequiredService<ReadStore>()));
        services.AddFusionCache(CacheName)
            .WithCacheKeyPrefix(CacheName + ":")
            .WithMemoryCache(_ => new MemoryCache(new MemoryCacheOptions { SizeLimit = MaxCached }));
        services.AddSingleton(provider => new SessionDirectory(
            provider.GetRequiredService<TenantStatements>(),
            provider.GetRequiredService<IFusionCacheProvider>().GetCache(CacheName),
            provider.GetRequiredService<IOptions<IdentityOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Makes this a process in which people sign in: the keys of access tokens are checked at the start, and mail goes out.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SigningOptions>().ValidateOnStart();
        services.AddValidated<SmtpOptions, SmtpOptionsValidator>(SmtpOptions.Section).ValidateOnStart();
        if (configuration[$"{SmtpOptions.Section}:{nameof(SmtpOptions.Host)}"] is null)
            services.AddSingleton<DevelopmentMailbox>().AddSingleton<IMailSender>(provider => provider.GetRequiredService<DevelopmentMailbox>());
        else
            services.AddSingleton<IMailSender, SmtpMailSender>();
        services.AddHostedService<MailDelivery>();
        services.AddHostedService<ActivityCounters>();
        return services;
    }

    private static OptionsBuilder<TOptions> AddValidated<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        return services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations();
    }
}
