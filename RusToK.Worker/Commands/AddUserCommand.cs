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
/// Makes an account from the command line: the first super administrator of a new installation has nobody else to make theirs. The
/// platform's own tenant is opened when it is not there yet.
/// </summary>
internal static class AddUserCommand
{
    private const string Locale = "en";

    public static Command Create()
    {
        var tenant = new Option<string>("--tenant") { Description = $"Slug of the tenant; '{PlatformTenant.Slug}' is the platform's own", Required = true };
        var email = new Option<string>("--email") { Description = "The mail address", Required = true };
        var role = new Option<string>("--role") { Description = "customer, manager, admin or super_admin", DefaultValueFactory = _ => "admin" };
        role.AcceptOnlyFromAmong("customer", "manager", "admin", "super_admin");
        var command = new Command("add-user", "Make an account with a generated password, which is printed once.") { tenant, email, role };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(
            "add-user",
            (services, stop) => RunAsync(services, parsed.GetRequiredValue(tenant), parsed.GetRequiredValue(email), RoleOf(parsed.GetRequiredValue(role)), stop),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, string slug, string email, Role role, CancellationToken cancellationToken)
    {
        var tenantId = (await services.GetRequiredService<TenantDirectory>().FindAsync(slug, cancellationToken))?.Id
            ?? (slug == PlatformTenant.Slug ? await OpenPlatformAsync(services, cancellationToken) : throw new InvalidOperationException($"There is no tenant '{slug}'."));
        var password = RandomNumberGenerator.GetHexString(24, lowercase: true);
        var user = await SendAsync<CreateUser, User>(services, tenantId, new CreateUser(email, null, role, password), cancellationToken);
        Console.WriteLine($"Created the user {user.Id} in the tenant '{slug}'. The password, shown only now: {password}");
        return 0;
    }

    private static async Task<Guid> OpenPlatformAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        (await SendAsync<CreateTenant, Tenant>(
            services, PlatformTenant.Id, new CreateTenant("Platform", PlatformTenant.Slug, null, Locale), cancellationToken)).Id;

    private static Role RoleOf(string text) => text switch
    {
        "customer" => Role.Customer,
        "manager" => Role.Manager,
        "admin" => Role.Admin,
        _ => Role.SuperAdmin,
    };

    private static async Task<TResult> SendAsync<TCommand, TResult>(IServiceProvider services, Guid tenantId, TCommand command, CancellationToken cancellationToken)
        where TCommand : ICommand<TResult>
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CommandDispatcher>().SendAsync<TCommand, TResult>(
            command, new CommandContext(tenantId, Locale, ActorId: null, CorrelationId: Guid.CreateVersion7()), cancellationToken);
    }
}
