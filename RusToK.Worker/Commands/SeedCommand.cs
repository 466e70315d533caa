using System.CommandLine;
using RusToK.Core.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Core.Tenancy.Lookup;
using RusToK.Worker.Hosting;

namespace RusToK.Worker.Commands;

/// <summary>Opens the demo tenant, once.</summary>
internal static class SeedCommand
{
    private const string Slug = "demo";

    public static Command Create()
    {
        var command = new Command("seed", "Create the demo tenant unless it exists.");
        command.SetAction((_, cancellationToken) => CommandHost.RunAsync("seed", RunAsync, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<TenantDirectory>().FindAsync(Slug, cancellationToken) is { } existing)
        {
            Console.WriteLine($"The tenant '{Slug}' exists ({existing.Id}).");
            return 0;
        }

        var dispatcher = services.GetRequiredService<CommandDispatcher>();
        var context = new CommandContext(Guid.CreateVersion7(), "en", ActorId: null, CorrelationId: Guid.CreateVersion7());
        var tenant = await dispatcher.SendAsync<CreateTenant, Tenant>(
            new CreateTenant("Demo", Slug, "demo.localhost", "en"), context, cancellationToken);
        await dispatcher.SendAsync<SetLocale, TenantLocale>(new SetLocale("de", true, "en"), context, cancellationToken);
        Console.WriteLine($"Created the tenant '{tenant.Slug}' ({tenant.Id}) with the locales en and de.");
        return 0;
    }
}
