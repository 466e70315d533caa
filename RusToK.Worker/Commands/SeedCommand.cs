using System.CommandLine;
using System.Security.Cryptography;
using RusToK.Core.Commands;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Core.Tenancy.Lookup;
using RusToK.Worker.Hosting;

namespace RusToK.Worker.Commands;

/// <summary>
/// Opens the demo tenant and the platform's own, once, and in development an administrator in each. Addresses and passwords come from
/// the section <c>Seed</c>; a password that is not given is made up and printed.
/// </summary>
internal static class SeedCommand
{
    private const string DemoSlug = "demo";
    private const string Locale = "en";

    public static Command Create()
    {
        var command = new Command("seed", "Create the demo tenant and the platform's own unless they exist, in development with administrators.");
        command.SetAction((_, cancellationToken) => CommandHost.RunAsync("seed", RunAsync, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await OpenAsync(services, Guid.CreateVersion7(), new CreateTenant("Demo", DemoSlug, "demo.localhost", Locale), cancellationToken) is { } demo)
        {
            await SendAsync<SetLocale, TenantLocale>(services, demo, new SetLocale("de", true, Locale), cancellationToken);
            await AddAdministratorAsync(services, demo, Role.Admin, "Demo", $"admin@{DemoSlug}.localhost", cancellationToken);
        }

        if (await OpenAsync(services, PlatformTenant.Id, new CreateTenant("Platform", PlatformTenant.Slug, null, Locale), cancellationToken) is { } platform)
            await AddAdministratorAsync(services, platform, Role.SuperAdmin, "Platform", $"admin@{PlatformTenant.Slug}.localhost", cancellationToken);
        return 0;
    }

    /// <returns>The new tenant's id; null when there was one.</returns>
    private static async Task<Guid?> OpenAsync(IServiceProvider services, Guid id, CreateTenant command, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<TenantDirectory>().FindAsync(command.Slug, cancellationToken) is { } existing)
        {
            Console.WriteLine($"The tenant '{command.Slug}' exists ({existing.Id}).");
            return null;
        }

        var tenant = await SendAsync<CreateTenant, Tenant>(services, id, command, cancellationToken);
        Console.WriteLine($"Created the tenant '{tenant.Slug}' ({tenant.Id}).");
        return tenant.Id;
    }

    private static async Task AddAdministratorAsync(
        IServiceProvider services, Guid tenantId, Role role, string key, string email, CancellationToken cancellationToken)
    {
        if (!services.GetRequiredService<IHostEnvironment>().IsDevelopment())
            return;
        var configured = services.GetRequiredService<IConfiguration>().GetSection("Seed");
        var (address, password) = (configured[$"{key}Admin"] ?? email, configured[$"{key}Password"]);
        var chosen = password ?? RandomNumberGenerator.GetHexString(20, lowercase: true);
        await SendAsync<CreateUser, User>(services, tenantId, new CreateUser(address, "Administrator", role, chosen), cancellationToken);
        Console.WriteLine(password is null ? $"Created {address} with the password {chosen}." : $"Created {address}.");
    }

    /// <summary>Each in a scope of its own: a scope works for one tenant.</summary>
    private static async Task<TResult> SendAsync<TCommand, TResult>(IServiceProvider services, Guid tenantId, TCommand command, CancellationToken cancellationToken)
        where TCommand : ICommand<TResult>
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CommandDispatcher>().SendAsync<TCommand, TResult>(
            command, new CommandContext(tenantId, Locale, ActorId: null, CorrelationId: Guid.CreateVersion7()), cancellationToken);
    }
}
