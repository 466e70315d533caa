using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

public sealed class SlugTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    [Theory]
    [InlineData("Hello, World!", "hello-world")]
    [InlineData("  It's  O’Brien's --- day ", "its-obriens-day")]
    [InlineData("Größe & Gewicht", "größe-gewicht")]
    [InlineData("Привет, мир", "привет-мир")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("日本語 2", "日本語-2")]
    [InlineData("𝒜 b", "𝒜-b")]
    [InlineData("!?", "untitled")]
    [InlineData("", "untitled")]
    public void A_slug_is_made_of_the_title(string title, string slug)
    {
        Assert.Equal(slug, SlugText.From(title));
        Assert.True(SlugText.IsValid(slug));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("𝒜")]
    [InlineData("a ")]
    public void A_slug_of_a_long_title_stays_valid_with_a_number_behind_it(string part)
    {
        var slug = SlugText.From(string.Concat(Enumerable.Repeat(part, 300)));
        var numbered = SlugText.WithSuffix(slug, "2");

        Assert.InRange(slug.Length, 250, SlugText.MaxLength);
        Assert.InRange(numbered.Length, 250, SlugText.MaxLength);
        Assert.True(SlugText.IsValid(slug));
        Assert.True(SlugText.IsValid(numbered));
        Assert.EndsWith("-2", numbered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slug_is_unique_for_a_tenant_a_language_and_a_kind()
    {
        var tenant = await host.NewTenantAsync();
        var node = Posts.New() with { Translations = [Posts.Text("A", slug: "same")] };
        await host.SendAsync(tenant, node);

        var refusal = await Assert.ThrowsAsync<ConflictException>(() => host.SendAsync(tenant, node with { Translations = [Posts.Text("B", slug: "SAME")] }));
        Assert.Equal(("translations[0].slug", "unique", "The slug 'SAME' is taken by another post in en."), (refusal.Field, refusal.Rule, refusal.Message));

        await host.SendAsync(tenant, node with { Kind = NodeKind.Page });
        await host.SendAsync(tenant, node with { Translations = [Posts.Text("A", locale: "de", slug: "same")] });
        await host.SendAsync(await host.NewTenantAsync(), node);
    }

    [Fact]
    public async Task Translating_to_a_slug_that_is_taken_is_refused_and_to_its_own_is_not()
    {
        var tenant = await host.NewTenantAsync();
        await host.NewNodeAsync(tenant, Posts.New() with { Translations = [Posts.Text("A", slug: "taken")] });
        var id = await host.NewNodeAsync(tenant, Posts.New() with { Translations = [Posts.Text("B", slug: "own")] });

        Assert.Equal("translation.slug: unique", await Refused.AsConflictAsync(() => host.SendAsync(tenant, new TranslateNode(id, Posts.Text("B", slug: "taken")))));
        await host.SendAsync(tenant, new TranslateNode(id, Posts.Text("C", slug: "own")));
        Assert.Equal("own", await host.ScalarAsync<string>("SELECT slug FROM content.node_translations WHERE node_id = $1", id));
    }

    [Fact]
    public async Task Equal_titles_get_numbers_and_then_something_random()
    {
        var tenant = await host.NewTenantAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 11; i++)
            ids.Add(await host.NewNodeAsync(tenant, Posts.New("Same title")));

        var slugs = new List<string>();
        foreach (var id in ids)
            slugs.Add(await host.ScalarAsync<string>("SELECT slug FROM content.node_translations WHERE node_id = $1", id));

        Assert.Equal(["same-title", .. Enumerable.Range(2, 8).Select(n => $"same-title-{n}")], slugs[..9]);
        Assert.All(slugs[9..], s => Assert.Matches("^same-title-[0-9a-f]{12}$", s));
        Assert.Equal(11, slugs.Distinct().Count());
    }

    [Fact]
    public async Task A_slug_is_free_again_when_its_node_or_its_language_is_gone()
    {
        var tenant = await host.NewTenantAsync();
        var node = Posts.New() with { Translations = [Posts.Text("A", slug: "one"), Posts.Text("A", locale: "de", slug: "eins")] };
        var id = await host.NewNodeAsync(tenant, node);

        await host.SendAsync(tenant, new RemoveNodeTranslation(id, "de"));
        await host.SendAsync(tenant, Posts.New() with { Translations = [Posts.Text("A", locale: "de", slug: "eins")] });
        await host.SendAsync(tenant, new DeleteNode(id));
        await host.SendAsync(tenant, Posts.New() with { Translations = [Posts.Text("A", slug: "one")] });
    }
}
