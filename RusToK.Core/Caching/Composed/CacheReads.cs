namespace RusToK.Core.Caching.Composed;

/// <summary>
/// What an operation has learnt from the caches, so that what it makes of that can be kept for as long as all of it counts. It notes the
/// operation's own flow only: once something came from elsewhere, of the database or of a cache that had an old answer only, nothing may be kept.
/// </summary>
public sealed class CacheReads
{
    private static readonly AsyncLocal<CacheReads?> Noting = new();

    private readonly Lock _gate = new();
    private readonly List<CacheRead> _reads = [];
    private bool _isBroken;

    private CacheReads()
    {
    }

    /// <summary>Whether all that was learnt came from caches, and something did.</summary>
    public bool AreWhole
    {
        get
        {
            lock (_gate)
                return !_isBroken && _reads.Count > 0;
        }
    }

    internal static CacheReads? Current => Noting.Value;

    /// <summary>Begins to note what the calling asynchronous method, and what it calls, reads.</summary>
    public static CacheReads Begin() => Noting.Value = new CacheReads();

    /// <summary>For what fills a cache: its statements are not the operation's own.</summary>
    internal static void Pause() => Noting.Value = null;

    /// <summary>The database is asked, by somebody who does not keep the answer.</summary>
    internal static void NoteStatement() => Current?.Break();

    internal void Add(CacheRead read)
    {
        lock (_gate)
            _reads.Add(read);
    }

    internal void Break()
    {
        lock (_gate)
            _isBroken = true;
    }

    internal IReadOnlyList<CacheRead> ToList()
    {
        lock (_gate)
            return [.. _reads];
    }
}
