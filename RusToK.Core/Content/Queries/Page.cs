using System.Text.Json.Serialization;

namespace RusToK.Core.Content.Queries;

/// <summary>A part of a list.</summary>
/// <param name="Items">In the order of the list, also when read backward.</param>
/// <param name="HasNext">More follow. Reading backward: a cursor said so.</param>
/// <param name="HasPrevious">More come before. Reading forward: a cursor said so.</param>
public sealed record Page<T>(IReadOnlyList<PageItem<T>> Items, bool HasNext, bool HasPrevious)
{
    /// <summary>The same page of what is made of each item.</summary>
    internal Page<T> Select(Func<T, T> made) => this with { Items = [.. Items.Select(i => i.With(made(i.Item)))] };
}

/// <summary>One item with its place in the list.</summary>
public sealed class PageItem<T>
{
    private readonly Cursor? _place;
    private string? _cursor;

    [JsonConstructor]
    public PageItem(T item, string cursor) => (Item, _cursor) = (item, cursor);

    internal PageItem(T item, Cursor place) => (Item, _place) = (item, place);

    private PageItem(T item, Cursor? place, string? cursor) => (Item, _place, _cursor) = (item, place, cursor);

    public T Item { get; }

    /// <summary>Its place, as clients name it; made when somebody asks, which most do of the last item alone or not at all.</summary>
    public string Cursor => _cursor ??= _place!.ToString();

    /// <summary>Another item in the same place.</summary>
    internal PageItem<T> With(T item) => new(item, _place, _cursor);
}

internal static class Pages
{
    /// <summary>Cuts what was read beyond the page, and turns what was read backward.</summary>
    public static Page<T> Cut<T>(List<T> rows, PageRequest request, Func<T, Cursor> cursor) => Cut(rows, request, static row => row, cursor);

    /// <summary>The same of rows that hold more than the item, such as the key that the list is ordered by.</summary>
    public static Page<T> Cut<TRow, T>(List<TRow> rows, PageRequest request, Func<TRow, T> item, Func<TRow, Cursor> cursor)
    {
        var more = rows.Count > request.Size;
        if (more)
            rows.RemoveRange(request.Size, rows.Count - request.Size);
        if (request.Backward)
            rows.Reverse();
        return new Page<T>(
            [.. rows.Select(r => new PageItem<T>(item(r), cursor(r)))],
            HasNext: request.Backward ? request.Cursor is not null : more,
            HasPrevious: request.Backward ? more : request.Cursor is not null);
    }
}
