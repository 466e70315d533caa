namespace RusToK.Core.Persistence;

/// <summary>The two logins of the running system. Neither owns a table, neither may bypass row-level security.</summary>
public static class DatabaseRoles
{
    /// <summary>The API: one tenant at a time.</summary>
    public const string App = "rustok_app";

    /// <summary>The Worker: the event log, read models of all tenants, and the truth of one tenant at a time.</summary>
    public const string Worker = "rustok_worker";
}
