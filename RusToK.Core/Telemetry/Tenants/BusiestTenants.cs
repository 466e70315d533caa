namespace RusToK.Core.Telemetry.Tenants;

/// <summary>
/// Which tenants have a series of their own: the <see cref="Members"/> busiest of the last minutes. A newcomer must be clearly busier than
/// the least busy member, so that two of nearly equal load do not take turns. The series of a tenant who left stays as it is, because
/// a counter that vanishes or falls breaks every rate over it; so the tenants who ever had one are bounded too. See ADR 0082.
/// </summary>
internal sealed class BusiestTenants(TimeProvider clock)
{
    /// <summary>K: the tenants that are told apart at a time.</summary>
    public const int Members = 20;

    /// <summary>The tenants that are told apart in the life of a process. From then on only they take turns.</summary>
    public const int MembersEver = 10 * Members;

    /// <summary>By this factor a newcomer must be busier than the member it replaces.</summary>
    public const double Hysteresis = 1.3;

    /// <summary>All others. No tenant can be called so: <see cref="Tenancy.TenantRules.ReservedSlugs"/>.</summary>
    public const string Other = "other";

    /// <summary>How often members are chosen.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>After this time a request weighs half.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(5);

    private const int Counters = 25 * Members;

    private readonly Lock _lock = new();
    private readonly SpaceSaving _requests = new(Counters);
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _everMembers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private long _chosenAt = clock.GetTimestamp();

    /// <summary>Counts a request of a tenant.</summary>
    /// <param name="slug">Of the tenant.</param>
    /// <param name="isNew">Whether this is its first request as a member in this process.</param>
    /// <returns>The label of the request: the slug of a member, or <see cref="Other"/>.</returns>
    public string Count(string slug, out bool isNew)
    {
        isNew = false;
        lock (_lock)
        {
            _requests.Add(slug);
            if (clock.GetElapsedTime(_chosenAt) >= Period)
                Choose();
            if (_members.Count < Members && MayJoin(slug))
                Join(slug);
            if (!_members.Contains(slug))
                return Other;
            isNew = _begun.Add(slug);
            return slug;
        }
    }

    private bool MayJoin(string slug) => _everMembers.Count < MembersEver || _everMembers.Contains(slug);

    private void Join(string slug)
    {
        _everMembers.Add(slug);
        _members.Add(slug);
    }

    private void Choose()
    {
        var passed = clock.GetElapsedTime(_chosenAt);
        _chosenAt = clock.GetTimestamp();
        var members = new Queue<string>(_members.OrderBy(_requests.CountOf));
        // What a newcomer surely has against what a member may have: where everybody is alike nobody moves.
        var newcomers = _requests.Counted.Where(f => !_members.Contains(f.Key)).OrderByDescending(f => f.Guaranteed).ToList();
        foreach (var newcomer in newcomers)
        {
            if (members.Count == 0 || newcomer.Guaranteed <= Hysteresis * _requests.CountOf(members.Peek()))
                break;
            if (!MayJoin(newcomer.Key))
                continue;
            _members.Remove(members.Dequeue());
            Join(newcomer.Key);
        }

        // However long nobody asked.
        _requests.Decay(Math.Pow(0.5, passed / HalfLife));
    }
}
