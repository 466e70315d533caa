using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Tags.Commands;
using RusToK.Tests.Fixtures;

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

    public static CreateNode Published(string title = "A title", string? body = null, string locale = "en", Guid? parentId = null) =>
        New(title, body, locale, parentId) with { Status = NodeStatus.Published };

    public static NodeText Text(string title, string? body = null, string? locale = "en", string? slug = null) =>
        new() { Locale = locale, Title = title, Slug = slug, Body = body };

    public static NameText Name(string name, string? locale = "en", string? slug = null) => new() { Locale = locale, Name = name, Slug = slug };

    /// <summary>Makes a node and returns its id.</summary>
    public static async Task<Guid> NewNodeAsync(this ModuleHost host, CommandContext tenant, CreateNode? node = null) =>
        (await host.SendAsync(tenant, node ?? New())).Node.Id;

    /// <summary>Makes a category and returns its id.</summary>
    public static async Task<Guid> NewCategoryAsync(this ModuleHost host, CommandContext tenant, string name = "A category", Guid? parentId = null) =>
        (await host.SendAsync<CreateCategory, CategoryResult>(tenant, new CreateCategory { ParentId = parentId, Translations = [Name(name)] })).Category.Id;

    /// <summary>Makes a tag and returns its id.</summary>
    public static async Task<Guid> NewTagAsync(this ModuleHost host, CommandContext tenant, string name = "A tag") =>
        (await host.SendAsync<CreateTag, TagResult>(tenant, new CreateTag { Translations = [Name(name)] })).Tag.Id;
}
