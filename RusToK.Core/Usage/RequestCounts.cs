using System.Runtime.InteropServices;

namespace RusToK.Core.Usage;

/// <summary>
/// Requests of this process by tenant and day, counted in memory until somebody takes them. No request waits for a write; what was not
/// taken is lost when the process is killed.
/// </summary>
public sealed class RequestCounts(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private Dictionary<(Guid TenantId, DateOnly Day), RequestCount> _counts = [];

    public void Add(Guid tenantId, bool failed)
    {
        var day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        Add(tenantId, day, new RequestCount(1, failed ? 1 : 0));
    }

    /// <summary>Everything counted since the last call.</summary>
    public IReadOnlyDictionary<(Guid TenantId, DateOnly Day), RequestCount> Take()
    {
        lock (_gate)
        {
            var taken = _counts;
            _counts = [];
            return taken;
        }
    }

    /// <summary>Gives back what could not be handed over.</summary>
    public void Restore(IReadOnlyDictionary<(Guid TenantId, DateOnly Day), RequestCount> counts)
    {
        foreach (var ((tenantId, day), count) in counts)
            Add(tenantId, day, count);
    }

    private void Add(Guid tenantId, DateOnly day, RequestCount more)
    {
        lock (_gate)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, (tenantId, day), out _);
            count = new RequestCount(count.Requests + more.Requests, count.Errors + more.Errors);
        }
    }
}

/// <summary>Requests, and those among them that failed.</summary>
public readonly record struct RequestCount(long Requests, long Errors);
