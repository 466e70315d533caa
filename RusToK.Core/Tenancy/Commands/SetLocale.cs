using Microsoft.EntityFrameworkCore;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Events;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy.Events;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Tenancy.Commands;

/// <summary>Enables a locale, with the locale that stands in for missing translations, or disables it.</summary>
[CommandName("tenancy.set_locale")]
public sealed record SetLocale(string Locale, bool IsEnabled, string? Fallback = null) : ICommand<TenantLocale>;

internal sealed class SetLocaleHandler(RusToKDbContext database, TenantScope scope, TenantDirectory directory, WriteBatchFactory writes, TimeProvider clock)
    : ICommandHandler<SetLocale, TenantLocale>
{
    public async Task<TenantLocale> HandleAsync(SetLocale command, CommandContext context, CancellationToken cancellationToken)
    {
        scope.Enter(context.TenantId);
        command = command with { Locale = LocaleTag.Canonical(command.Locale), Fallback = command.Fallback is { } tag ? LocaleTag.Canonical(tag) : null };
        var before = await database.LoadTenantAsync(context.TenantId, cancellationToken);
        var enabled = await database.Set<TenantLocale>().Where(l => l.IsEnabled).ToListAsync(cancellationToken);
        var errors = Check(command, before, enabled).ToList();
        if (errors.Count > 0)
            throw new InvalidInputException(errors);

        var tenant = before.Touched(clock);
        var locale = new TenantLocale
        {
            TenantId = tenant.Id,
            Locale = command.Locale,
            Fallback = command.Fallback,
            IsEnabled = command.IsEnabled,
        };
        IEvent @event = command.IsEnabled ? new LocaleEnabled(locale.Locale, locale.Fallback) : new LocaleDisabled(locale.Locale);
        await writes.Begin(context)
            .Update(tenant, before.Version)
            .Upsert(locale)
            .Append(@event, TenantChange.Aggregate, tenant.Id, tenant.Version)
            .CommitAsync(cancellationToken);
        await directory.ForgetHereAsync(context.TenantId, cancellationToken);
        return locale;
    }

    private static IEnumerable<FieldError> Check(SetLocale command, Tenant tenant, List<TenantLocale> enabled)
    {
        if (!TenantRules.IsLocale(command.Locale))
            yield return new FieldError("locale", "bcp47", "locale must be a BCP 47 tag such as 'en' or 'pt-BR'.");
        if (!command.IsEnabled && command.Locale == tenant.DefaultLocale)
            yield return new FieldError("locale", "default", "The default locale cannot be disabled; choose another default first.");
        if (!command.IsEnabled && enabled.FirstOrDefault(l => l.Fallback == command.Locale) is { } relying)
            yield return new FieldError("locale", "in-use", $"The locale stands in for {relying.Locale}; give that another fallback first.");
        if (command.Fallback is { } fallback && (fallback == command.Locale || enabled.All(l => l.Locale != fallback)))
            yield return new FieldError("fallback", "enabled", "fallback must be another enabled locale.");
    }
}
