using System.Globalization;
using System.Text.Json;
using RusToK.Core.Content;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

/// <summary>Each rule just inside and just outside of its bound, for the command that creates and the one that translates.</summary>
public sealed class NodeRuleTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    public static TheoryData<string> InBounds => new(Inside.Keys);

    public static TheoryData<string> OutOfBounds => new(Outside.Keys);

    private static readonly Dictionary<string, Func<NodeText, NodeText>> Inside = new()
    {
        ["title of one character"] = t => t with { Title = "x" },
        ["title of 255"] = t => t with { Title = new string('x', 255) },
        ["title of 255 with blanks around"] = t => t with { Title = $"  {new string('x', 255)}  " },
        ["title without a letter"] = t => t with { Title = "!?" },
        ["title outside of the basic plane"] = t => t with { Title = "𝒜😀" },
        ["slug of 255"] = t => t with { Slug = new string('s', 255) },
        ["slug in another script"] = t => t with { Slug = "日本語-привет_2" },
        ["slug in upper case"] = t => t with { Slug = "UPPER" },
        ["excerpt of 1000"] = t => t with { Excerpt = new string('x', 1000) },
        ["empty excerpt"] = t => t with { Excerpt = "" },
        ["body of a million"] = t => t with { Body = new string('x', 1_000_000) },
        ["empty body"] = t => t with { Body = "" },
        ["blocks"] = t => t with { BodyFormat = BodyFormat.Json, Body = """[{ "type": "hero", "title": "x" }, { "type": "text" }]""" },
        ["no blocks"] = t => t with { BodyFormat = BodyFormat.Json, Body = "[]" },
        ["locale with script and region"] = t => t with { Locale = "zh-hant-tw" },
        ["locale of 35"] = t => t with { Locale = "en-x-" + string.Join('-', Enumerable.Repeat("abcdefgh", 3)) + "-abc" },
    };

    private static readonly Dictionary<string, (string Rule, Func<NodeText, NodeText> Change)> Outside = new()
    {
        ["no title"] = ("title: required", t => t with { Title = "" }),
        ["blank title"] = ("title: required", t => t with { Title = " \t" }),
        ["title of 256"] = ("title: max-length", t => t with { Title = new string('x', 256) }),
        ["title with U+0000"] = ("title: unicode", t => t with { Title = "a\0" }),
        ["title with half a character"] = ("title: unicode", t => t with { Title = "a\uD83D" }),
        ["empty slug"] = ("slug: length", t => t with { Slug = "" }),
        ["slug of 256"] = ("slug: length", t => t with { Slug = new string('s', 256) }),
        ["slug with a blank"] = ("slug: pattern", t => t with { Slug = "a b" }),
        ["slug with a slash"] = ("slug: pattern", t => t with { Slug = "a/b" }),
        ["slug with a hyphen first"] = ("slug: pattern", t => t with { Slug = "-a" }),
        ["slug with a line break"] = ("slug: pattern", t => t with { Slug = "a\n" }),
        ["excerpt of 1001"] = ("excerpt: max-length", t => t with { Excerpt = new string('x', 1001) }),
        ["excerpt with U+0000"] = ("excerpt: unicode", t => t with { Excerpt = "\0" }),
        ["body of a million and one"] = ("body: max-length", t => t with { Body = new string('x', 1_000_001) }),
        ["body with U+0000"] = ("body: unicode", t => t with { Body = "\0" }),
        ["blocks that are no JSON"] = ("body: json", t => t with { BodyFormat = BodyFormat.Json, Body = "[" }),
        ["blocks that are no list"] = ("body: blocks", t => t with { BodyFormat = BodyFormat.Json, Body = "{}" }),
        ["a block that is no object"] = ("body[1]: block", t => t with { BodyFormat = BodyFormat.Json, Body = """[{ "type": "text" }, 5]""" }),
        ["a block without a type"] = ("body[0]: block", t => t with { BodyFormat = BodyFormat.Json, Body = """[{ "type": "" }]""" }),
        ["locale of one letter"] = ("locale: bcp47", t => t with { Locale = "e" }),
        ["locale with an underscore"] = ("locale: bcp47", t => t with { Locale = "en_US" }),
        ["locale of 36"] = ("locale: bcp47", t => t with { Locale = "en-x-" + string.Join('-', Enumerable.Repeat("abcdefgh", 3)) + "-abcd" }),
        ["empty locale"] = ("locale: bcp47", t => t with { Locale = "" }),
    };

    [Theory]
    [MemberData(nameof(InBounds))]
    public async Task Words_just_within_their_bounds_are_taken(string what)
    {
        var tenant = await host.NewTenantAsync();
        var text = Inside[what](Posts.Text("A title"));

        var created = await host.NewNodeAsync(tenant, Posts.New() with { Translations = [text] });
        var other = await host.NewNodeAsync(tenant, Posts.New() with { Kind = NodeKind.Page });
        await host.SendAsync(tenant, new TranslateNode(other, text));

        var stored = await host.RowsAsync(
            "SELECT title, excerpt, body, locale FROM content.node_translations WHERE node_id = ANY ($1) AND locale = $2", new[] { created, other }, Core.Tenancy.LocaleTag.Canonical(text.Locale!));
        Assert.Equal(2, stored.Count);
        Assert.All(stored, s => Assert.Equal((text.Title.Trim(), text.Excerpt, text.Body ?? ""), (s.Text("title"), s.Text("excerpt"), s.Text("body"))));
    }

    [Theory]
    [MemberData(nameof(OutOfBounds))]
    public async Task Words_just_out_of_their_bounds_are_refused(string what)
    {
        var tenant = await host.NewTenantAsync();
        var (rule, change) = Outside[what];
        var node = await host.NewNodeAsync(tenant);

        Assert.Equal([$"translations[0].{rule}"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, Posts.New() with { Translations = [change(Posts.Text("A title"))] })));
        Assert.Equal([$"translation.{rule}"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new TranslateNode(node, change(Posts.Text("A title"))))));
        Assert.Equal(1, await host.ScalarAsync<long>("SELECT count(*) FROM content.nodes WHERE tenant_id = $1", tenant.TenantId));
        Assert.Single(await host.ReadLogAsync(tenant.TenantId, node));
    }

    [Fact]
    public async Task Every_broken_rule_is_told_at_once()
    {
        var tenant = await host.NewTenantAsync();
        var nothing = Guid.CreateVersion7();

        var rules = await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new CreateNode
        {
            Kind = NodeKind.Post,
            ParentId = nothing,
            CategoryId = nothing,
            TagIds = [nothing],
            Status = NodeStatus.Archived,
            Metadata = JsonElement.Parse("[]"),
            External = new ExternalReference("", new string('k', 33), new string('i', 256)),
            Translations = [Posts.Text(""), Posts.Text("x", locale: "EN", slug: " "), new NodeText { Title = "y", Excerpt = new string('x', 1001) }],
        }));

        Assert.Equal(
            [
                "metadata: object", "status: initial", "translations[0].title: required", "translations[1].slug: pattern", "translations[1].locale: unique",
                "translations[2].excerpt: max-length", "translations[2].locale: unique", "external.source: required", "external.kind: max-length", "external.id: max-length",
                "parentId: exists", "categoryId: exists", "tagIds[0]: exists",
            ], rules);
    }

    [Fact]
    public async Task A_node_has_one_to_fifty_languages()
    {
        var tenant = await host.NewTenantAsync();
        List<NodeText> texts = [.. Enumerable.Range(0, 51).Select(i => Posts.Text("x", locale: $"en-x-{i.ToString("00", CultureInfo.InvariantCulture)}"))];

        Assert.Equal(["translations: count"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, Posts.New() with { Translations = [] })));
        Assert.Equal(["translations: count"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, Posts.New() with { Translations = texts })));
        var id = await host.NewNodeAsync(tenant, Posts.New() with { Translations = texts[..50] });
        Assert.Equal("translation.locale: count", await Refused.AsConflictAsync(() => host.SendAsync(tenant, new TranslateNode(id, texts[50]))));
        Assert.Equal(2, (await host.SendAsync(tenant, new TranslateNode(id, texts[49]))).Node.Version);
    }

    [Fact]
    public async Task A_node_has_a_hundred_tags_at_most()
    {
        var tenant = await host.NewTenantAsync();
        var tags = new List<Guid>();
        for (var i = 0; i <= NodeRules.MaxTags; i++)
            tags.Add(await host.NewTagAsync(tenant));

        Assert.Equal(["tagIds: max-items"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, Posts.New() with { TagIds = tags })));
        var id = await host.NewNodeAsync(tenant, Posts.New() with { TagIds = [.. tags[..100], tags[0]] });
        Assert.Equal(["tagIds: max-items"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new AttachTags(id, [tags[100]]))));
        Assert.Equal(1, (await host.SendAsync(tenant, new AttachTags(id, [tags[50]]))).Node.Version);
    }

    [Fact]
    public async Task Tags_and_categories_that_the_tenant_does_not_have_are_refused_by_position()
    {
        var tenant = await host.NewTenantAsync();
        var other = await host.NewTenantAsync();
        var (mine, theirs, category) = (await host.NewTagAsync(tenant), await host.NewTagAsync(other), await host.NewCategoryAsync(other));
        var id = await host.NewNodeAsync(tenant);

        Assert.Equal(["tagIds[1]: exists"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new AttachTags(id, [mine, theirs]))));
        Assert.Equal(["categoryId: exists"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new UpdateNode(id) { CategoryId = category })));
        Assert.Equal(["categoryId: exists"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, Posts.New() with { CategoryId = category })));
        Assert.Equal(["parentId: exists"], await Refused.AsInvalidAsync(async () => await host.SendAsync(other, Posts.New(parentId: id))));
    }

    [Theory]
    [InlineData("""{"a":{"b":[1,-2.5e10,true,null,"ж😀"]}}""")]
    [InlineData("{}")]
    [InlineData(65_536)]
    public async Task Metadata_is_kept_as_it_is(object metadata)
    {
        var tenant = await host.NewTenantAsync();
        var value = JsonElement.Parse(MetadataOf(metadata));

        var id = await host.NewNodeAsync(tenant, Posts.New() with { Metadata = value });
        Assert.Equal(2, (await host.SendAsync(tenant, new UpdateNode(id) { Metadata = value })).Node.Version);

        Assert.True(JsonElement.DeepEquals(value, Assert.Single(await host.RowsAsync("SELECT metadata FROM content.nodes WHERE id = $1", id)).GetProperty("metadata")));
    }

    [Theory]
    [InlineData("[1]", "object")]
    [InlineData("\"x\"", "object")]
    [InlineData("null", "object")]
    [InlineData("""{"a":"\u0000"}""", "unicode")]
    [InlineData("""{"\u0000":1}""", "unicode")]
    [InlineData("""{"a":"\ud83d"}""", "unicode")]
    [InlineData("""{"\ud83d":1}""", "unicode")]
    [InlineData("""{"a":[{"b":1e309}]}""", "unicode")]
    [InlineData("""{"a":1e-99999}""", "unicode")]
    [InlineData(65_537, "max-length")]
    public async Task Metadata_that_cannot_be_kept_is_refused(object metadata, string rule)
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        var value = JsonElement.Parse(MetadataOf(metadata));

        Assert.Equal([$"metadata: {rule}"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, Posts.New() with { Metadata = value })));
        Assert.Equal([$"metadata: {rule}"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new UpdateNode(id) { Metadata = value })));
    }

    private static string MetadataOf(object metadata) =>
        metadata is int length ? $$"""{"a":"{{new string('x', length - 8)}}"}""" : (string)metadata;
}
