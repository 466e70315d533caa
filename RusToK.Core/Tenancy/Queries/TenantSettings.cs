namespace RusToK.Core.Tenancy.Queries;

/// <summary>A tenant as its administrators see it: what a request's lookup leaves out as well.</summary>
/// <param name="Tenant">The tenant itself.</param>
/// <param name="Locales">Every language it ever had, by tag.</param>
/// <param name="Modules">Every module that can be switched, by name.</param>
public sealed record TenantSettings(Tenant Tenant, IReadOnlyList<TenantLocale> Locales, IReadOnlyList<TenantModule> Modules);
