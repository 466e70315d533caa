using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy.Events;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Tenancy.Commands;

/// <summary>Changes the tenant of the context. Null leaves a field as it is; an empty domain removes it.</summary>
[CommandName("tenancy.update_tenant")]
public sealed record UpdateTenant(
    string? Name = null, string? Domain = null, string? DefaultLocale = null, JsonElement? Settings = null, bool? IsActive = null)
    : ICommand<Tenant>;

internal sealed class UpdateTenantHandler(RusToKDbContext database, TenantScope scope, TenantDirectory directory, WriteBatchFactory writes, TimeProvider clock)
    : ICommandHandler<UpdateTenant, Tenant>
{
    public async Task<Tenant> HandleAsync(UpdateTenant command, CommandContext context, CancellationToken cancellationToken)
    {
        scope.Enter(context.TenantId);
        var before = await database.LoadTenantAsync(context.TenantId, cancellationToken);
        var domain = command.Domain is null ? before.Domain : command.Domain.Trim().ToLowerInvariant() is { Length: > 0 } d ? d : null;
        var after = before.Touched(clock) with
        {
            Name = command.Name ?? before.Name,
            Domain = domain,
            DefaultLocale = command.DefaultLocale is { } locale ? LocaleTag.Canonical(locale) : before.DefaultLocale,
            Settings = command.Settings ?? before.Settings,
            IsActive = command.IsActive ?? before.IsActive,
        };
        var errors = TenantRules.Check(after.Id, after.Name, after.Slug, after.Domain, after.DefaultLocale).ToList();
        errors.AddRange(TenantRules.CheckSettings(command.Settings));
        var locales = await database.Set<TenantLocale>().Where(l => l.IsEnabled).Select(l => l.Locale).ToListAsync(cancellationToken);
        if (!locales.Contains(after.DefaultLocale))
            errors.Add(new FieldError("defaultLocale", "enabled", $"defaultLocale '{after.DefaultLocale}' must be an enabled locale."));
        if (errors.Count > 0)
            throw new InvalidInputException(errors);

        var disabled = await database.Set<TenantModule>().Where(m => !m.IsEnabled).Select(m => m.Module).ToListAsync(cancellationToken);
        await writes.Begin(context)
            .Update(after, before.Version)
            .Append(new TenantUpdated(TenantChange.State(after), disabled), TenantChange.Aggregate, after.Id, after.Version)
            .CommitAsync(cancellationToken);
        await directory.ForgetHereAsync(context.TenantId, cancellationToken);
        return after;
    }
}
