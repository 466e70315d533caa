using System.Text.Json;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy.Events;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Tenancy.Commands;

/// <summary>Opens a tenant with its default locale. Runs in the new tenant's own name, so the context names its id.</summary>
[CommandName("tenancy.create_tenant")]
public sealed record CreateTenant(string Name, string Slug, string? Domain, string DefaultLocale, JsonElement? Settings = null)
    : ICommand<Tenant>;

internal sealed class CreateTenantHandler(TenantDirectory directory, WriteBatchFactory writes, TimeProvider clock) : ICommandHandler<CreateTenant, Tenant>
{
    public async Task<Tenant> HandleAsync(CreateTenant command, CommandContext context, CancellationToken cancellationToken)
    {
        var domain = command.Domain?.Trim().ToLowerInvariant();
        var errors = TenantRules.Check(context.TenantId, command.Name, command.Slug, domain, command.DefaultLocale).ToList();
        errors.AddRange(TenantRules.CheckSettings(command.Settings));
        if (errors.Count > 0)
            throw new InvalidInputException(errors);

        var now = clock.GetUtcNow();
        var tenant = new Tenant
        {
            Id = context.TenantId,
            Name = command.Name,
            Slug = command.Slug,
            Domain = domain,
            DefaultLocale = LocaleTag.Canonical(command.DefaultLocale),
            Settings = command.Settings ?? JsonSerializer.SerializeToElement(new { }),
            IsActive = true,
            CreatedAt = now,
            UpdatedAt = now,
            Version = 2,
        };
        await writes.Begin(context)
            .Insert(tenant)
            .Insert(new TenantLocale { TenantId = tenant.Id, Locale = tenant.DefaultLocale, IsEnabled = true })
            .Append(new TenantCreated(TenantChange.State(tenant)), TenantChange.Aggregate, tenant.Id, 1)
            .Append(new LocaleEnabled(tenant.DefaultLocale, null), TenantChange.Aggregate, tenant.Id, 2)
            .CommitAsync(cancellationToken);
        await directory.ForgetHereAsync(context.TenantId, cancellationToken);
        return tenant;
    }
}
