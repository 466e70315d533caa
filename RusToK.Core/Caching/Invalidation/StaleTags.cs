namespace RusToK.Core.Caching.Invalidation;

/// <summary>
/// Tags to be forgotten in one cache. Of very many of one tenant the tenant's own tag is left, of very many in all that of everything: it is
/// cheaper to load anew what is in use than to tell of each.
/// </summary>
internal sealed class StaleTags
{
    private const int MostOfTenant = 64;
    private const int MostInAll = 512;

    /// <summary>By tenant; null stands for all of the tenant.</summary>
    private readonly Dictionary<Guid, HashSet<string>?> _tenants = [];
    private int _count;

    public bool IsEmpty => !IsEverything && _count == 0;

    public bool IsEverything { get; private set; }

    /// <summary>Whether all of a tenant is marked already, so that no more tag of it matters.</summary>
    public bool Covers(Guid tenantId) => IsEverything || (_tenants.TryGetValue(tenantId, out var tags) && tags is null);

    public void Add(Guid tenantId, string tag)
    {
        if (IsEverything)
            return;
        if (!_tenants.TryGetValue(tenantId, out var tags))
        {
            _tenants.Add(tenantId, [tag]);
            Grow(1);
        }
        else if (tags is not null && tags.Add(tag))
        {
            if (tags.Count <= MostOfTenant)
            {
                Grow(1);
                return;
            }

            _tenants[tenantId] = null;
            Grow(1 - MostOfTenant);
        }
    }

    public void AddEverything()
    {
        IsEverything = true;
        _tenants.Clear();
        _count = 0;
    }

    public void Add(StaleTags others)
    {
        if (others.IsEverything)
        {
            AddEverything();
            return;
        }

        foreach (var (tenant, tags) in others._tenants)
        {
            if (tags is null)
                Add(tenant, CacheTags.OfTenant(tenant));
            else
                foreach (var tag in tags)
                    Add(tenant, tag);
        }
    }

    /// <summary>As the cache knows them.</summary>
    public IReadOnlyCollection<string> ToTags()
    {
        if (IsEverything)
            return [CacheTags.Everything];
        var all = new List<string>(_count);
        foreach (var (tenant, tags) in _tenants)
        {
            if (tags is null)
                all.Add(CacheTags.OfTenant(tenant));
            else
                all.AddRange(tags);
        }

        return all;
    }

    private void Grow(int by)
    {
        _count += by;
        if (_count > MostInAll)
            AddEverything();
    }
}
