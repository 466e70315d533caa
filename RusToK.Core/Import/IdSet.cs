namespace RusToK.Core.Import;

/// <summary>A set of numeric ids. Ids that lie close together, as those of a database do, take one bit each.</summary>
internal sealed class IdSet
{
    private const int BitsPerPage = 64;

    private readonly Dictionary<long, ulong> _pages = [];

    /// <returns>Whether it is new.</returns>
    public bool Add(long id)
    {
        var (page, bit) = Place(id);
        var bits = _pages.GetValueOrDefault(page);
        if ((bits & bit) != 0)
            return false;
        _pages[page] = bits | bit;
        return true;
    }

    public bool Contains(long id)
    {
        var (page, bit) = Place(id);
        return (_pages.GetValueOrDefault(page) & bit) != 0;
    }

    private static (long Page, ulong Bit) Place(long id) => (id / BitsPerPage, 1UL << (int)(id % BitsPerPage));
}
