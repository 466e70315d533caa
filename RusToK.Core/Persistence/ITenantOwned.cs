namespace RusToK.Core.Persistence;

/// <summary>
/// A row that belongs to a tenant. Its table gets the query filter here and row-level security in the migration.
/// </summary>
public interface ITenantOwned
{
    Guid TenantId { get; }
}

/// <summary>A row with an optimistic version: every change names the version it was decided on.</summary>
public interface IVersioned
{
    /// <summary>From 1, one more with every change.</summary>
    long Version { get; }
}
