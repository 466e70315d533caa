namespace RusToK.Core.Content.Queries;

/// <summary>A part of a list.</summary>
/// <param name="Items">In the order of the list, also when read backward.</param>
/// <param name="HasNext">More follow. Reading backward: a cursor said so.</param>
/// <param name="HasPrevious">More come before. Reading forward: a cursor said so.</param>
public sealed record Page<T>(IReadOnlyList<PageItem<T>> Items, bool HasNext, bool HasPrevious);

/// <summary>One item with its place in the list.</summary>
public sealed record PageItem<T>(T Item, string Cursor);

internal static class Pages
{
    /// <summary>Cuts what was read beyond the page, and turns what was read backward.</summary>
    public static Page<T> Cut<T>(List<T> rows, PageRequest request, Func<T, Cursor> cursor)
    {
        var more = rows.Count > request.Size;
        if (more)
            rows.RemoveRange(request.Size, rows.Count - request.Size);
        if (request.Backward)
            rows.Reverse();
        return new Page<T>(
            [.. rows.Select(r => new PageItem<T>(r, cursor(r).ToString()))],
            HasNext: request.Backward ? request.Cursor is not null : more,
            HasPrevious: request.Backward ? more : request.Cursor is not null);
    }
}
