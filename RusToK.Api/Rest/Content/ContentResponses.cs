using System.Text.Json;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.Rest.Content;

/// <summary>A published node with its words in one language.</summary>
internal sealed record NodeResponse(
    Guid Id, NodeKind Kind, string Locale, string Title, string Slug, string? Excerpt, BodyFormat BodyFormat, string? Body, Guid? ParentId, Guid? CategoryId,
    IReadOnlyList<Guid> TagIds, Guid? AuthorId, int Position, JsonElement Metadata, DateTimeOffset? PublishedAt, DateTimeOffset UpdatedAt, long Version)
{
    public static NodeResponse Of(NodeDocument node) => new(
        node.Id, node.Kind, node.Locale, node.Title, node.Slug, node.Excerpt, node.BodyFormat, node.Body, node.ParentId, node.CategoryId,
        node.TagIds, node.AuthorId, node.Position, JsonElement.Parse(node.Metadata), node.PublishedAt, node.UpdatedAt, node.Version);
}

/// <summary>A node that holds the words of a search.</summary>
/// <param name="Snippet">A piece of its text with the words in <c>mark</c> elements.</param>
internal sealed record SearchHitResponse(NodeResponse Node, string Snippet)
{
    public static SearchHitResponse Of(SearchHit hit) => new(NodeResponse.Of(hit.Node), hit.Snippet);
}
