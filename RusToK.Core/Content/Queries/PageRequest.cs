using System.Globalization;
using RusToK.Core.Errors;

namespace RusToK.Core.Content.Queries;

/// <summary>Which part of a list: the <c>first</c> ones <c>after</c> a cursor, or the <c>last</c> ones <c>before</c> one.</summary>
public sealed record PageRequest
{
    public const int DefaultSize = 20;
    public const int MaxSize = 100;

    /// <summary>
    /// Rows asked of the database. The bound stands in the text, because a parameter there hides from the planner that few rows are
    /// wanted; these few values keep the number of texts, each prepared once a connection, small.
    /// </summary>
    private static readonly int[] Limits = [11, 21, 51, MaxSize + 1];

    private PageRequest(int size, Cursor? cursor, bool backward) => (Size, Cursor, Backward) = (size, cursor, backward);

    public int Size { get; }

    public bool Backward { get; }

    internal Cursor? Cursor { get; }

    /// <summary>More than <see cref="Size"/>, so that one sees whether more follow.</summary>
    internal string Limit => Limits.First(l => l > Size).ToString(CultureInfo.InvariantCulture);

    /// <exception cref="InvalidInputException">The arguments contradict each other, a size is out of bounds, or a cursor is none of this list.</exception>
    public static PageRequest Create(string list, int? first, string? after, int? last, string? before)
    {
        var errors = new List<FieldError>();
        if (first is not null && last is not null)
            errors.Add(new FieldError("last", "exclusive", "first and last exclude each other."));
        if (after is not null && before is not null)
            errors.Add(new FieldError("before", "exclusive", "after and before exclude each other."));
        if (last is null && before is not null)
            errors.Add(new FieldError("before", "needs-last", "before needs last; use after with first."));
        if (last is not null && after is not null)
            errors.Add(new FieldError("after", "needs-first", "after needs first; use before with last."));
        var size = first ?? last ?? DefaultSize;
        if (size is < 1 or > MaxSize)
            errors.Add(new FieldError(last is null ? "first" : "last", "page-size", $"The page size must be 1 to {MaxSize}; it is {size}."));
        Cursor? cursor = null;
        if ((after ?? before) is { } text && !Cursor.TryParse(text, list, out cursor))
            errors.Add(new FieldError(after is null ? "before" : "after", "cursor", "The cursor does not come from this list in this order."));
        if (errors.Count > 0)
            throw new InvalidInputException(errors);
        return new PageRequest(size, cursor, last is not null);
    }
}
