using System.Globalization;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

public sealed class CategoryCommandTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    [Fact]
    public async Task Creating_writes_the_category_and_its_names_and_tells_of_them()
    {
        var tenant = await host.NewTenantAsync();
        var parent = await host.NewCategoryAsync(tenant);

        var result = await CreateAsync(tenant, new CreateCategory
        {
            ParentId = parent,
            Position = 4,
            External = new ExternalReference("site", "category", "7"),
            Translations = [new NameText { Name = " News ", Description = "What is new" }, Posts.Name("Neues", "DE", "Aktuell")],
        });

        var id = result.Category.Id;
        var row = Assert.Single(await host.RowsAsync("SELECT * FROM content.categories WHERE id = $1", id));
        Assert.Equal((parent, 4, 1L), (row.GetProperty("parent_id").GetGuid(), row.GetProperty("position").GetInt32(), row.GetProperty("version").GetInt64()));
        Assert.Equal(["de Neues aktuell ", "en News news What is new"],
            (await host.RowsAsync("SELECT * FROM content.category_translations WHERE category_id = $1 ORDER BY locale", id))
                .Select(n => $"{n.Text("locale")} {n.Text("name")} {n.Text("slug")} {n.Text("description")}"));
        Assert.Equal(id, await host.ScalarAsync<Guid>("SELECT id FROM content.external_ids WHERE tenant_id = $1 AND kind = 'category'", tenant.TenantId));
        var created = Assert.Single(await host.ReadLogAsync(tenant.TenantId, id));
        Assert.Equal(("category.created", "category", 1L), (created.Type, created.AggregateType, created.AggregateVersion));
        var state = created.Json().GetProperty("category");
        Assert.Equal(["createdAt", "parentId", "position", "translations", "updatedAt"], state.Names());
        Assert.Equal(["description", "locale", "name", "slug"], state.GetProperty("translations")[0].Names());
    }

    [Fact]
    public async Task Updating_moves_renames_and_removes_names_and_leaves_the_rest()
    {
        var tenant = await host.NewTenantAsync();
        var parent = await host.NewCategoryAsync(tenant, "Parent");
        var id = (await CreateAsync(tenant, new CreateCategory { Position = 3, Translations = [Posts.Name("One"), Posts.Name("Eins", "de"), Posts.Name("Un", "fr")] })).Category.Id;

        var result = await UpdateAsync(tenant, new UpdateCategory(id)
        {
            ParentId = parent,
            Translations = [Posts.Name("First"), Posts.Name("Uno", "es")],
            RemovedLocales = ["DE", "en", "it"],
        });

        Assert.Equal((parent, 3, 2L), (result.Category.ParentId, result.Category.Position, result.Category.Version));
        Assert.Equal(["en First one", "es Uno uno", "fr Un un"],
            (await host.RowsAsync("SELECT * FROM content.category_translations WHERE category_id = $1 ORDER BY locale", id))
                .Select(n => $"{n.Text("locale")} {n.Text("name")} {n.Text("slug")}"));
        var events = await host.ReadLogAsync(tenant.TenantId, id);
        Assert.Equal(["category.created 1", "category.updated 2"], events.Types());
        Assert.Equal(["en", "es", "fr"], events[1].Json().GetProperty("category").GetProperty("translations").EnumerateArray().Select(t => t.Text("locale")));
    }

    [Fact]
    public async Task The_last_name_stays()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewCategoryAsync(tenant);

        Assert.Equal("removedLocales: last-translation", await Refused.AsConflictAsync(() => UpdateAsync(tenant, new UpdateCategory(id) { RemovedLocales = ["en"] })));
        await UpdateAsync(tenant, new UpdateCategory(id) { RemovedLocales = ["en"], Translations = [Posts.Name("Eins", "de")] });
        Assert.Equal("de", await host.ScalarAsync<string>("SELECT locale FROM content.category_translations WHERE category_id = $1", id));
    }

    [Fact]
    public async Task Deleting_wants_it_empty_and_is_told()
    {
        var tenant = await host.NewTenantAsync();
        var parent = await host.NewCategoryAsync(tenant);
        var id = await host.NewCategoryAsync(tenant, "Below", parent);
        var node = await host.NewNodeAsync(tenant, Posts.New() with { CategoryId = id });

        Assert.Equal("id: in-use", await Refused.AsConflictAsync(() => DeleteAsync(tenant, parent)));
        Assert.Equal("id: in-use", await Refused.AsConflictAsync(() => DeleteAsync(tenant, id)));
        await host.SendAsync(tenant, new Core.Content.Nodes.Commands.UpdateNode(node) { CategoryId = (Guid?)null });
        Assert.Equal(2, (await DeleteAsync(tenant, id)).Category.Version);

        Assert.Equal(0, await host.ScalarAsync<long>("SELECT count(*) FROM content.category_translations WHERE category_id = $1", id));
        Assert.Equal(["category.created 1", "category.deleted 2"], (await host.ReadLogAsync(tenant.TenantId, id)).Types());
        Assert.Equal("id: deleted", await Refused.AsConflictAsync(() => CreateAsync(tenant, new CreateCategory { Id = id, Translations = [Posts.Name("Again")] })));
    }

    [Fact]
    public async Task Names_stay_within_their_bounds()
    {
        var tenant = await host.NewTenantAsync();
        var (longest, tooLong) = (new string('x', 255), new string('x', 256));
        CreateCategory With(params NameText[] names) => new() { Translations = names };

        await CreateAsync(tenant, With(new NameText { Name = longest, Description = new string('d', 1000), Slug = new string('s', 255) }));
        Assert.Equal(["translations: count"], await Refused.AsInvalidAsync(() => CreateAsync(tenant, With())));
        Assert.Equal(["translations[0].name: max-length"], await Refused.AsInvalidAsync(() => CreateAsync(tenant, With(Posts.Name(tooLong)))));
        Assert.Equal(
            ["translations[0].name: required", "translations[1].slug: length", "translations[1].locale: unique", "translations[2].locale: bcp47", "translations[2].description: max-length"],
            await Refused.AsInvalidAsync(() => CreateAsync(
                tenant, With(Posts.Name(" "), Posts.Name("x", "EN", new string('s', 256)), new NameText { Locale = "e", Name = "x", Description = new string('d', 1001) }))));
        Assert.Equal(["removedLocales[0]: bcp47"], await Refused.AsInvalidAsync(() => UpdateAsync(tenant, new UpdateCategory(Guid.CreateVersion7()) { RemovedLocales = [""] })));
    }

    [Fact]
    public async Task A_category_has_fifty_names_at_most()
    {
        var tenant = await host.NewTenantAsync();
        NameText[] names = [.. Enumerable.Range(0, 51).Select(i => Posts.Name("x", $"en-x-{i.ToString("00", CultureInfo.InvariantCulture)}"))];

        Assert.Equal(["translations: count"], await Refused.AsInvalidAsync(() => CreateAsync(tenant, new CreateCategory { Translations = names })));
        var id = (await CreateAsync(tenant, new CreateCategory { Translations = names[..50] })).Category.Id;
        Assert.Equal("translations: count", await Refused.AsConflictAsync(() => UpdateAsync(tenant, new UpdateCategory(id) { Translations = names[50..] })));
        await UpdateAsync(tenant, new UpdateCategory(id) { Translations = names[50..], RemovedLocales = [names[0].Locale!] });
    }

    [Fact]
    public async Task A_slug_is_unique_for_a_tenant_and_a_language()
    {
        var tenant = await host.NewTenantAsync();
        await CreateAsync(tenant, new CreateCategory { Translations = [Posts.Name("A", slug: "same")] });
        var other = await host.NewCategoryAsync(tenant, "B");

        Assert.Equal("translations[0].slug: unique", await Refused.AsConflictAsync(() => CreateAsync(tenant, new CreateCategory { Translations = [Posts.Name("B", slug: "Same")] })));
        Assert.Equal("translations[0].slug: unique", await Refused.AsConflictAsync(() => UpdateAsync(tenant, new UpdateCategory(other) { Translations = [Posts.Name("B", slug: "same")] })));
        await CreateAsync(tenant, new CreateCategory { Translations = [Posts.Name("A", "de", "same")] });
        await CreateAsync(await host.NewTenantAsync(), new CreateCategory { Translations = [Posts.Name("A", slug: "same")] });
        await CreateAsync(tenant, new CreateCategory { Translations = [Posts.Name("Same")] });
        Assert.Equal(1, await host.ScalarAsync<long>("SELECT count(*) FROM content.category_translations WHERE tenant_id = $1 AND slug = 'same-2'", tenant.TenantId));
    }

    [Fact]
    public async Task The_tree_has_no_circle_and_a_hundred_levels()
    {
        var tenant = await host.NewTenantAsync();
        var chain = new List<Guid>();
        for (var i = 0; i <= NameRules.MaxDepth; i++)
            chain.Add(await host.NewCategoryAsync(tenant, $"Level {i}", i == 0 ? null : chain[^1]));

        Assert.Equal(["parentId: depth"], await Refused.AsInvalidAsync(() => host.NewCategoryAsync(tenant, "Too deep", chain[^1])));
        Assert.Equal(["parentId: cycle"], await Refused.AsInvalidAsync(() => UpdateAsync(tenant, new UpdateCategory(chain[1]) { ParentId = chain[1] })));
        Assert.Equal(["parentId: cycle"], await Refused.AsInvalidAsync(() => UpdateAsync(tenant, new UpdateCategory(chain[1]) { ParentId = chain[50] })));
        Assert.Equal(["parentId: exists"], await Refused.AsInvalidAsync(() => UpdateAsync(tenant, new UpdateCategory(chain[1]) { ParentId = Guid.CreateVersion7() })));
        var root = await host.NewCategoryAsync(tenant, "Root");
        var below = await host.NewCategoryAsync(tenant, "Below", root);
        Assert.Equal(["parentId: depth"], await Refused.AsInvalidAsync(() => UpdateAsync(tenant, new UpdateCategory(root) { ParentId = chain[^2] })));
        Assert.Equal(chain[^3], (await UpdateAsync(tenant, new UpdateCategory(root) { ParentId = chain[^3] })).Category.ParentId);
        Assert.Equal(["parentId: depth"], await Refused.AsInvalidAsync(() => host.NewCategoryAsync(tenant, "Too deep", below)));
    }

    [Fact]
    public async Task An_id_or_an_external_id_that_is_known_is_refused()
    {
        var tenant = await host.NewTenantAsync();
        var create = new CreateCategory { Id = Guid.CreateVersion7(), External = new ExternalReference("s", "k", "1"), Translations = [Posts.Name("x")] };
        await CreateAsync(tenant, create);

        Assert.Equal("id: unique", await Refused.AsConflictAsync(() => CreateAsync(tenant, create)));
        Assert.Equal("external: unique", await Refused.AsConflictAsync(() => CreateAsync(tenant, create with { Id = null })));
    }

    private Task<CategoryResult> CreateAsync(CommandContext tenant, CreateCategory command) => host.SendAsync<CreateCategory, CategoryResult>(tenant, command);

    private Task<CategoryResult> UpdateAsync(CommandContext tenant, UpdateCategory command) => host.SendAsync<UpdateCategory, CategoryResult>(tenant, command);

    private Task<CategoryResult> DeleteAsync(CommandContext tenant, Guid id) => host.SendAsync<DeleteCategory, CategoryResult>(tenant, new DeleteCategory(id));
}
