using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;

namespace RusToK.Tests.Content;

/// <summary>Commands that make something, with what a test does not care about filled in.</summary>
internal static class Posts
{
    public static CreateNode New(string title = "A title", string? body = null, string locale = "en", Guid? parentId = null) => new()
    {
        Kind = NodeKind.Post,
        ParentId = parentId,
        Translations = [Text(title, body, locale)],
    };

    public static NodeText Text(string title, string? body = null, string? locale = "en", string? slug = null) =>
        new() { Locale = locale, Title = title, Slug = slug, Body = body };
}
