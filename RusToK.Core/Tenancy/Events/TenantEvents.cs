using System.Text.Json;
using RusToK.Core.Events;

namespace RusToK.Core.Tenancy.Events;

/// <summary>What every tenant event says about the tenant itself.</summary>
public sealed record TenantState(
    string Name, string Slug, string? Domain, string DefaultLocale, JsonElement Settings, bool IsActive);

[EventType("tenant.created")]
public sealed record TenantCreated(TenantState Tenant) : IEvent;

/// <summary>The tenant's own fields, or one of its module switches, changed.</summary>
/// <param name="Tenant">The tenant as it is now.</param>
/// <param name="DisabledModules">All modules that are off now.</param>
[EventType("tenant.updated")]
public sealed record TenantUpdated(TenantState Tenant, IReadOnlyList<string> DisabledModules) : IEvent;

[EventType("locale.enabled")]
public sealed record LocaleEnabled(string Locale, string? Fallback) : IEvent;

[EventType("locale.disabled")]
public sealed record LocaleDisabled(string Locale) : IEvent;
