using RusToK.Core.Content.Queries;

namespace RusToK.Api.Rest;

/// <param name="Items">In the order of the list.</param>
/// <param name="EndCursor">Give it as <c>after</c> for the next page.</param>
/// <param name="HasNextPage">Whether there is one.</param>
internal sealed record PageResponse<T>(IReadOnlyList<T> Items, string? EndCursor, bool HasNextPage);

internal static class PageResponses
{
    public static PageResponse<TResponse> To<T, TResponse>(this Page<T> page, Func<T, TResponse> respond) => new(
        [.. page.Items.Select(i => respond(i.Item))], page.Items.Count == 0 ? null : page.Items[^1].Cursor, page.HasNext);
}
