using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Tags.Commands;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

public sealed class TagCommandTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    [Fact]
    public async Task Creating_writes_the_tag_and_its_names_and_tells_of_them()
    {
        var tenant = await host.NewTenantAsync();

        var result = await CreateAsync(tenant, new CreateTag
        {
            External = new ExternalReference("site", "tag", "3"),
            Translations = [Posts.Name(" Red "), Posts.Name("Rot", "DE", "Roetlich")],
        });

        var id = result.Tag.Id;
        Assert.Equal(1, await host.ScalarAsync<long>("SELECT version FROM content.tags WHERE tenant_id = $1 AND id = $2", tenant.TenantId, id));
        Assert.Equal(["de Rot roetlich", "en Red red"],
            (await host.RowsAsync("SELECT * FROM content.tag_translations WHERE tag_id = $1 ORDER BY locale", id))
                .Select(n => $"{n.Text("locale")} {n.Text("name")} {n.Text("slug")}"));
        var created = Assert.Single(await host.ReadLogAsync(tenant.TenantId, id));
        Assert.Equal(("tag.created", "tag", 1L), (created.Type, created.AggregateType, created.AggregateVersion));
        Assert.Equal(["createdAt", "translations"], created.Json().Names());
        Assert.Equal("external: unique", await Refused.AsConflictAsync(
            () => CreateAsync(tenant, new CreateTag { External = new ExternalReference("site", "tag", "3"), Translations = [Posts.Name("x")] })));
        Assert.Equal("id: unique", await Refused.AsConflictAsync(() => CreateAsync(tenant, new CreateTag { Id = id, Translations = [Posts.Name("x")] })));
    }

    [Fact]
    public async Task Names_stay_within_their_bounds_and_have_no_description()
    {
        var tenant = await host.NewTenantAsync();

        await CreateAsync(tenant, new CreateTag { Translations = [Posts.Name(new string('x', 255), slug: new string('s', 255))] });
        Assert.Equal(["translations: count"], await Refused.AsInvalidAsync(() => CreateAsync(tenant, new CreateTag { Translations = [] })));
        Assert.Equal(
            ["translations[0].name: max-length", "translations[1].locale: bcp47", "translations[1].description: absent"],
            await Refused.AsInvalidAsync(() => CreateAsync(
                tenant, new CreateTag { Translations = [Posts.Name(new string('x', 256)), new NameText { Locale = "e", Name = "x", Description = "d" }] })));
    }

    [Fact]
    public async Task A_slug_is_unique_for_a_tenant_and_a_language()
    {
        var tenant = await host.NewTenantAsync();
        var tag = new CreateTag { Translations = [Posts.Name("A", slug: "same")] };
        await CreateAsync(tenant, tag);

        Assert.Equal("translations[0].slug: unique", await Refused.AsConflictAsync(() => CreateAsync(tenant, tag)));
        await CreateAsync(tenant, new CreateTag { Translations = [Posts.Name("A", "de", "same")] });
        await CreateAsync(await host.NewTenantAsync(), tag);
        var second = await CreateAsync(tenant, new CreateTag { Translations = [Posts.Name("Same")] });
        Assert.Equal("same-2", Assert.Single(second.Translations).Slug);
    }

    private Task<TagResult> CreateAsync(CommandContext tenant, CreateTag command) => host.SendAsync<CreateTag, TagResult>(tenant, command);
}
