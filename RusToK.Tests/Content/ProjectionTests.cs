using System.Text.Json;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Tags.Commands;
using RusToK.Core.Persistence;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

/// <summary>The read model after each kind of event.</summary>
public sealed class ProjectionTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    [Fact]
    public async Task A_node_that_was_created_is_there_with_its_words_and_tags()
    {
        var tenant = await host.NewTenantAsync();
        var (tag, category, parent, author) = (await host.NewTagAsync(tenant), await host.NewCategoryAsync(tenant), await host.NewNodeAsync(tenant), Guid.CreateVersion7());
        var id = await host.NewNodeAsync(tenant, Posts.New("One", "<b>bold</b> words") with
        {
            ParentId = parent,
            AuthorId = author,
            CategoryId = category,
            TagIds = [tag],
            Position = 4,
            Metadata = JsonElement.Parse("""{"a":1}"""),
            Translations = [new NodeText { Title = "One", Excerpt = "Short", Body = "<b>bold</b> words", BodyFormat = BodyFormat.Html }, Posts.Text("Eins", "Wort", "de")],
        });

        await host.CatchUpAsync(tenant.TenantId);

        var node = await NodeAsync(id);
        Assert.Equal(("post", "draft", 1, 4), (node.Text("kind"), node.Text("status"), node.GetProperty("depth").GetInt32(), node.GetProperty("position").GetInt32()));
        Assert.Equal((parent, author, category), (node.GetProperty("parent_id").GetGuid(), node.GetProperty("author_id").GetGuid(), node.GetProperty("category_id").GetGuid()));
        Assert.Equal(tag, Assert.Single(node.GetProperty("tag_ids").EnumerateArray()).GetGuid());
        Assert.Equal(1, node.GetProperty("metadata").GetProperty("a").GetInt32());
        Assert.Equal(node.Text("created_at"), node.Text("listed_at"));
        Assert.Equal(["de Eins eins Wort Wort", "en One one <b>bold</b> words bold words"], await DocumentsAsync(id));
        Assert.Equal(tag, await host.ScalarAsync<Guid>("SELECT tag_id FROM read.content_node_tags WHERE node_id = $1", id));
    }

    [Fact]
    public async Task Each_change_of_a_node_is_seen()
    {
        var tenant = await host.NewTenantAsync();
        var (first, second) = (await host.NewTagAsync(tenant, "One"), await host.NewTagAsync(tenant, "Two"));
        var id = await host.NewNodeAsync(tenant);
        var date = new DateTimeOffset(2010, 1, 2, 3, 4, 5, TimeSpan.Zero);

        await host.SendAsync(tenant, new UpdateNode(id) { Position = 9 });
        Assert.Equal(9, (await SeenAsync(tenant, id)).GetProperty("position").GetInt32());
        await host.SendAsync(tenant, new PublishNode(id, date));
        var published = await SeenAsync(tenant, id);
        Assert.Equal(("published", date, date), (published.Text("status"), published.GetProperty("published_at").GetDateTimeOffset(), published.GetProperty("listed_at").GetDateTimeOffset()));
        await host.SendAsync(tenant, new UnpublishNode(id));
        Assert.Equal("draft", (await SeenAsync(tenant, id)).Text("status"));
        await host.SendAsync(tenant, new PublishNode(id));
        await host.SendAsync(tenant, new ArchiveNode(id, "Old"));
        Assert.Equal(("archived", "Old"), (await SeenAsync(tenant, id) is var archived ? (archived.Text("status"), archived.Text("archive_reason")) : default));
        await host.SendAsync(tenant, new RestoreNode(id));
        Assert.Equal(("draft", null), (await SeenAsync(tenant, id) is var restored ? (restored.Text("status"), restored.Text("archive_reason")) : default));
        await host.SendAsync(tenant, new AttachTags(id, [first, second]));
        await SeenAsync(tenant, id);
        Assert.Equal(2, await host.ScalarAsync<long>("SELECT count(*) FROM read.content_node_tags WHERE node_id = $1", id));
        await host.SendAsync(tenant, new DetachTags(id, [first]));
        await SeenAsync(tenant, id);
        Assert.Equal(second, await host.ScalarAsync<Guid>("SELECT tag_id FROM read.content_node_tags WHERE node_id = $1", id));
    }

    [Fact]
    public async Task Each_change_of_words_is_seen()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);

        await host.SendAsync(tenant, new TranslateNode(id, Posts.Text("Eins", "Wort", "de")));
        await SeenAsync(tenant, id);
        Assert.Equal(["de Eins eins Wort Wort", "en A title a-title  "], await DocumentsAsync(id));
        await host.SendAsync(tenant, new TranslateNode(id, Posts.Text("Zwei", "Andere Wörter", "de")));
        await host.SendAsync(tenant, new RemoveNodeTranslation(id, "en"));
        await SeenAsync(tenant, id);
        Assert.Equal(["de Zwei eins Andere Wörter Andere Wörter"], await DocumentsAsync(id));
        await host.SendAsync(tenant, new TranslateNode(id, Posts.Text("Back")));
        await SeenAsync(tenant, id);
        Assert.Equal(["de Zwei eins Andere Wörter Andere Wörter", "en Back back  "], await DocumentsAsync(id));
    }

    [Fact]
    public async Task The_version_that_is_read_is_the_one_a_change_has_to_expect_whatever_changed_last()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);

        foreach (var change in (Func<long, Task<NodeResult>>[])
            [
                version => host.SendAsync(tenant, new TranslateNode(id, Posts.Text("Eins", locale: "de"), version)),
                version => host.SendAsync(tenant, new UpdateNode(id, version) { Position = 1 }),
                version => host.SendAsync(tenant, new RemoveNodeTranslation(id, "de", version)),
                version => host.SendAsync(tenant, new PublishNode(id, null, version)),
            ])
        {
            var after = await change((await SeenAsync(tenant, id)).GetProperty("version").GetInt64());
            Assert.Equal(after.Node.Version, (await SeenAsync(tenant, id)).GetProperty("version").GetInt64());
        }
    }

    [Fact]
    public async Task A_deleted_node_leaves_nothing_but_the_knowledge_of_it()
    {
        var tenant = await host.NewTenantAsync();
        var tag = await host.NewTagAsync(tenant);
        var id = await host.NewNodeAsync(tenant, Posts.Published() with { TagIds = [tag] });
        await host.CatchUpAsync(tenant.TenantId);

        await host.SendAsync(tenant, new DeleteNode(id));
        await host.CatchUpAsync(tenant.TenantId);

        Assert.Equal(0, await host.ScalarAsync<long>("""
            SELECT (SELECT count(*) FROM read.content_nodes WHERE id = $1) + (SELECT count(*) FROM read.content_documents WHERE node_id = $1)
                 + (SELECT count(*) FROM read.content_node_tags WHERE node_id = $1)
            """, id));
        Assert.Equal("node 3", await host.ScalarAsync<string>("SELECT aggregate || ' ' || version FROM read.content_deleted WHERE id = $1", id));
    }

    [Fact]
    public async Task Categories_and_tags_are_seen_with_their_names()
    {
        var tenant = await host.NewTenantAsync();
        var parent = await host.NewCategoryAsync(tenant, "Parent");
        var id = (await host.SendAsync<CreateCategory, CategoryResult>(tenant, new CreateCategory
        {
            Position = 2,
            Translations = [new NameText { Name = "One", Description = "First" }, Posts.Name("Eins", "de")],
        })).Category.Id;
        var tag = (await host.SendAsync<CreateTag, TagResult>(tenant, new CreateTag { Translations = [Posts.Name("Red"), Posts.Name("Rot", "de")] })).Tag.Id;

        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal(["de Eins eins ", "en One one First"], await NamesAsync("category", id));
        Assert.Equal(["de Rot rot ", "en Red red "], await NamesAsync("tag", tag));

        await host.SendAsync<UpdateCategory, CategoryResult>(tenant, new UpdateCategory(id) { ParentId = parent, Translations = [Posts.Name("Uno", "es")], RemovedLocales = ["en"] });
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal(["de Eins eins ", "es Uno uno "], await NamesAsync("category", id));
        Assert.Equal($"{parent} 2 2", await host.ScalarAsync<string>("SELECT parent_id || ' ' || position || ' ' || version FROM read.categories WHERE id = $1", id));

        await host.SendAsync<DeleteCategory, CategoryResult>(tenant, new DeleteCategory(id));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Empty(await NamesAsync("category", id));
        Assert.Equal(0, await host.ScalarAsync<long>("SELECT count(*) FROM read.categories WHERE id = $1", id));
    }

    [Fact]
    public async Task An_event_whose_beginning_was_never_applied_is_refused_whole()
    {
        var tenant = await host.NewTenantAsync();
        var (known, unknown) = (await host.NewNodeAsync(tenant), await host.NewNodeAsync(tenant));
        await host.SendAsync(tenant, new TranslateNode(unknown, Posts.Text("Later")));
        var events = await host.ReadLogAsync(tenant.TenantId);

        var error = await Assert.ThrowsAsync<PostgresException>(() => host.ProjectAsync([.. events.Where(e => e.AggregateId == known || e.Type == "node.translation_updated")]));

        Assert.Equal((SqlStates.MissingPredecessor, $"the creation of node {unknown} has not been applied"), (error.SqlState, error.MessageText));
        Assert.Equal(0, await host.ScalarAsync<long>("SELECT count(*) FROM read.content_nodes WHERE tenant_id = $1", tenant.TenantId));
    }

    [Fact]
    public async Task A_body_of_a_million_characters_is_kept_whole_and_searched_in_part()
    {
        var tenant = await host.NewTenantAsync();
        var words = string.Join(' ', Enumerable.Range(0, 150_000).Select(i => $"w{i}-x"))[..1_000_000];
        var id = await host.NewNodeAsync(tenant, Posts.New("Long", words));

        await host.CatchUpAsync(tenant.TenantId);

        Assert.True(await host.ScalarAsync<bool>("SELECT length(body) = 1000000 AND length(plain) BETWEEN 199000 AND 200000 FROM read.content_documents WHERE node_id = $1", id));
    }

    private async Task<JsonElement> SeenAsync(CommandContext tenant, Guid id)
    {
        await host.CatchUpAsync(tenant.TenantId);
        return await NodeAsync(id);
    }

    private async Task<JsonElement> NodeAsync(Guid id) => Assert.Single(await host.RowsAsync("SELECT * FROM read.content_nodes WHERE id = $1", id));

    private async Task<IEnumerable<string>> DocumentsAsync(Guid id) =>
        (await host.RowsAsync("SELECT * FROM read.content_documents WHERE node_id = $1 ORDER BY locale", id))
            .Select(d => $"{d.Text("locale")} {d.Text("title")} {d.Text("slug")} {d.Text("body")} {d.Text("plain")}");

    private async Task<IEnumerable<string>> NamesAsync(string what, Guid id) =>
        (await host.RowsAsync($"SELECT to_jsonb(n) AS name FROM read.{what}_names n WHERE {what}_id = $1 ORDER BY locale", id))
            .Select(r => r.GetProperty("name"))
            .Select(n => $"{n.Text("locale")} {n.Text("name")} {n.Text("slug")} {(n.TryGetProperty("description", out var d) ? d.GetString() : "")}");
}
