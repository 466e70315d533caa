using System.Text.Json;
using RusToK.Core.Content;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

public sealed class NodeCommandTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    private static readonly JsonElement Metadata = JsonElement.Parse("""{ "colour": "red", "size": 1.50 }""");

    [Fact]
    public async Task Creating_writes_the_node_its_words_its_tags_and_where_it_comes_from()
    {
        var tenant = await host.NewTenantAsync();
        var (parent, category, author) = (await host.NewNodeAsync(tenant), await host.NewCategoryAsync(tenant), Guid.CreateVersion7());
        var (first, second) = (await host.NewTagAsync(tenant, "One"), await host.NewTagAsync(tenant, "Two"));

        var result = await host.SendAsync(tenant, new CreateNode
        {
            Kind = NodeKind.Article,
            ParentId = parent,
            AuthorId = author,
            CategoryId = category,
            TagIds = [second, first, second],
            Position = 7,
            Metadata = Metadata,
            External = new ExternalReference("site", "post", "42"),
            Translations =
            [
                new NodeText { Locale = "EN-us", Title = "  Hello, World!  ", Excerpt = "In short", Body = "<p>x</p>", BodyFormat = BodyFormat.Html },
                Posts.Text("Hallo", locale: "de", slug: "Moin"),
            ],
        });

        var id = result.Node.Id;
        Assert.Equal(7, id.Version);
        Assert.Equal(1, result.Node.Version);
        var node = Assert.Single(await host.RowsAsync("SELECT * FROM content.nodes WHERE id = $1", id));
        Assert.Equal(tenant.TenantId, node.GetProperty("tenant_id").GetGuid());
        Assert.Equal(("article", "draft", 1, 7), (node.Text("kind"), node.Text("status"), node.GetProperty("depth").GetInt32(), node.GetProperty("position").GetInt32()));
        Assert.Equal((parent, author, category), (node.GetProperty("parent_id").GetGuid(), node.GetProperty("author_id").GetGuid(), node.GetProperty("category_id").GetGuid()));
        Assert.Equal("red", node.GetProperty("metadata").Text("colour"));
        Assert.Equal(JsonValueKind.Null, node.GetProperty("published_at").ValueKind);
        Assert.Equal(1, node.GetProperty("version").GetInt64());

        var words = await host.RowsAsync("SELECT * FROM content.node_translations WHERE node_id = $1 ORDER BY locale", id);
        Assert.Equal(["de Hallo moin markdown ", "en-US Hello, World! hello-world html <p>x</p>"],
            words.Select(w => $"{w.Text("locale")} {w.Text("title")} {w.Text("slug")} {w.Text("body_format")} {w.Text("body")}"));
        Assert.Equal("In short", words[1].Text("excerpt"));
        Assert.Equal(new[] { first, second }.Order(),
            (await host.RowsAsync("SELECT tag_id FROM content.node_tags WHERE node_id = $1", id)).Select(t => t.GetProperty("tag_id").GetGuid()).Order());
        Assert.Equal(id, await host.ScalarAsync<Guid>(
            "SELECT id FROM content.external_ids WHERE tenant_id = $1 AND source = 'site' AND kind = 'post' AND external_id = '42'", tenant.TenantId));
    }

    [Fact]
    public async Task Creating_is_told_by_one_event_that_holds_all_there_is()
    {
        var actor = Guid.CreateVersion7();
        var tenant = await host.NewTenantAsync() with { ActorId = actor, CausationId = Guid.CreateVersion7() };
        var tag = await host.NewTagAsync(tenant);

        var id = await host.NewNodeAsync(tenant, Posts.New("Hello", "Body") with { TagIds = [tag], Metadata = Metadata });

        var created = Assert.Single(await host.ReadLogAsync(tenant.TenantId, id));
        Assert.Equal(("node.created", 1, "node", 1L), (created.Type, created.SchemaVersion, created.AggregateType, created.AggregateVersion));
        Assert.Equal((tenant.TenantId, tenant.CorrelationId, tenant.CausationId, actor), (created.TenantId, created.CorrelationId, created.CausationId, created.ActorId));
        var payload = created.Json();
        Assert.Equal(["node", "translations"], payload.Names());
        var node = payload.GetProperty("node");
        Assert.Equal(["authorId", "createdAt", "depth", "kind", "metadata", "position", "status", "tagIds", "updatedAt"], node.Names());
        Assert.Equal(("post", "draft", actor), (node.Text("kind"), node.Text("status"), node.GetProperty("authorId").GetGuid()));
        Assert.Equal(tag, Assert.Single(node.GetProperty("tagIds").EnumerateArray()).GetGuid());
        Assert.Equal("1.50", node.GetProperty("metadata").GetProperty("size").GetRawText());
        var text = Assert.Single(payload.GetProperty("translations").EnumerateArray());
        Assert.Equal(["body", "bodyFormat", "locale", "slug", "title", "updatedAt"], text.Names());
        Assert.Equal(("en", "Hello", "hello", "markdown", "Body"),
            (text.Text("locale"), text.Text("title"), text.Text("slug"), text.Text("bodyFormat"), text.Text("body")));
    }

    [Fact]
    public async Task Creating_a_published_node_is_two_events_and_two_versions()
    {
        var tenant = await host.NewTenantAsync();
        var published = new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.FromHours(2));

        var result = await host.SendAsync(tenant, Posts.Published() with { PublishedAt = published });

        Assert.Equal((NodeStatus.Published, published, 2L), (result.Node.Status, result.Node.PublishedAt, result.Node.Version));
        var events = await host.ReadLogAsync(tenant.TenantId, result.Node.Id);
        Assert.Equal(["node.created 1", "node.published 2"], events.Types());
        Assert.Equal(["node"], events[1].Json().Names());
        Assert.Equal("draft", events[0].Json().GetProperty("node").Text("status"));
        Assert.Equal(("published", published), (events[1].Json().GetProperty("node").Text("status"), events[1].Json().GetProperty("node").GetProperty("publishedAt").GetDateTimeOffset()));
        Assert.Equal(2, await host.ScalarAsync<long>("SELECT version FROM content.nodes WHERE id = $1", result.Node.Id));
    }

    [Fact]
    public async Task Updating_changes_only_what_is_set_and_null_clears()
    {
        var tenant = await host.NewTenantAsync();
        var category = await host.NewCategoryAsync(tenant);
        var id = await host.NewNodeAsync(tenant, Posts.New() with { CategoryId = category, AuthorId = Guid.CreateVersion7(), Position = 3 });

        var result = await host.SendAsync(tenant, new UpdateNode(id) { CategoryId = (Guid?)null, Metadata = Metadata });

        Assert.Null(result.Node.CategoryId);
        Assert.NotNull(result.Node.AuthorId);
        var node = Assert.Single(await host.RowsAsync("SELECT category_id, author_id, position, metadata, version FROM content.nodes WHERE id = $1", id));
        Assert.Equal(JsonValueKind.Null, node.GetProperty("category_id").ValueKind);
        Assert.Equal((3, "red", 2L), (node.GetProperty("position").GetInt32(), node.GetProperty("metadata").Text("colour"), node.GetProperty("version").GetInt64()));
        var events = await host.ReadLogAsync(tenant.TenantId, id);
        Assert.Equal(["node.created 1", "node.updated 2"], events.Types());
        Assert.Equal(["node"], events[1].Json().Names());
        Assert.False(events[1].Json().GetProperty("node").TryGetProperty("categoryId", out _));
    }

    [Fact]
    public async Task An_update_that_sets_nothing_changes_nothing_and_tells_nothing()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);

        Assert.Equal(1, (await host.SendAsync(tenant, new UpdateNode(id))).Node.Version);
        Assert.Equal(["node.created 1"], (await host.ReadLogAsync(tenant.TenantId, id)).Types());
    }

    [Fact]
    public async Task Translating_adds_words_and_then_replaces_them_under_the_same_slug()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);

        await host.SendAsync(tenant, new TranslateNode(id, Posts.Text("Ein Titel", "Eins", "de") with { Excerpt = "Kurz" }));
        var result = await host.SendAsync(tenant, new TranslateNode(id, Posts.Text("Ganz anders", "Zwei", "DE")));

        Assert.Equal(3, result.Node.Version);
        var german = Assert.Single(await host.RowsAsync("SELECT * FROM content.node_translations WHERE node_id = $1 AND locale = 'de'", id));
        Assert.Equal(("Ganz anders", "ein-titel", "Zwei", "post"), (german.Text("title"), german.Text("slug"), german.Text("body"), german.Text("kind")));
        Assert.Equal(JsonValueKind.Null, german.GetProperty("excerpt").ValueKind);
        var events = await host.ReadLogAsync(tenant.TenantId, id);
        Assert.Equal(["node.created 1", "node.translation_updated 2", "node.translation_updated 3"], events.Types());
        Assert.Equal(["locale", "text"], events[2].Json().Names());
        Assert.Equal(("de", "Ganz anders"), (events[2].Json().Text("locale"), events[2].Json().GetProperty("text").Text("title")));
    }

    [Fact]
    public async Task Words_do_not_move_the_time_the_node_itself_changed()
    {
        var tenant = await host.NewTenantAsync();
        var created = (await host.SendAsync(tenant, Posts.New())).Node;

        var translated = (await host.SendAsync(tenant, new TranslateNode(created.Id, Posts.Text("Other")))).Node;

        Assert.Equal(created.UpdatedAt, translated.UpdatedAt);
        Assert.True(await host.ScalarAsync<bool>(
            "SELECT t.updated_at > n.updated_at FROM content.node_translations t JOIN content.nodes n ON n.id = t.node_id WHERE n.id = $1", created.Id));
    }

    [Fact]
    public async Task Removing_words_takes_their_row_and_leaves_the_last_language()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant, Posts.New() with { Translations = [Posts.Text("One"), Posts.Text("Eins", locale: "de")] });

        await host.SendAsync(tenant, new RemoveNodeTranslation(id, "DE"));

        Assert.Equal("en", await host.ScalarAsync<string>("SELECT string_agg(locale, ',') FROM content.node_translations WHERE node_id = $1", id));
        var events = await host.ReadLogAsync(tenant.TenantId, id);
        Assert.Equal(["node.created 1", "node.translation_updated 2"], events.Types());
        Assert.Equal(["locale"], events[1].Json().Names());
        Assert.Equal("locale: last-translation", await Refused.AsConflictAsync(() => host.SendAsync(tenant, new RemoveNodeTranslation(id, "en"))));
        Assert.Equal("locale", await Refused.AsNotFoundAsync(() => host.SendAsync(tenant, new RemoveNodeTranslation(id, "fr"))));
        Assert.Equal(["locale: bcp47"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new RemoveNodeTranslation(id, "e"))));
    }

    [Fact]
    public async Task Tags_are_attached_and_detached_once_and_told_with_what_remains()
    {
        var tenant = await host.NewTenantAsync();
        var (first, second) = (await host.NewTagAsync(tenant, "One"), await host.NewTagAsync(tenant, "Two"));
        var id = await host.NewNodeAsync(tenant);

        await host.SendAsync(tenant, new AttachTags(id, [first, second, first]));
        Assert.Equal(2, (await host.SendAsync(tenant, new AttachTags(id, [second]))).Node.Version);
        var result = await host.SendAsync(tenant, new DetachTags(id, [first, Guid.CreateVersion7()]));
        Assert.Equal(3, (await host.SendAsync(tenant, new DetachTags(id, [first]))).Node.Version);

        Assert.Equal([second], result.TagIds);
        Assert.Equal(second, await host.ScalarAsync<Guid>("SELECT tag_id FROM content.node_tags WHERE node_id = $1", id));
        var events = await host.ReadLogAsync(tenant.TenantId, id);
        Assert.Equal(["node.created 1", "tag.attached 2", "tag.detached 3"], events.Types());
        Assert.All(events, e => Assert.Equal("node", e.AggregateType));
        Assert.Equal(["node", "tagIds"], events[1].Json().Names());
        Assert.Equal(new[] { first, second }.Order(), events[1].Json().GetProperty("tagIds").EnumerateArray().Select(t => t.GetGuid()));
        Assert.Equal(first, Assert.Single(events[2].Json().GetProperty("tagIds").EnumerateArray()).GetGuid());
        Assert.Equal(second, Assert.Single(events[2].Json().GetProperty("node").GetProperty("tagIds").EnumerateArray()).GetGuid());
    }

    [Fact]
    public async Task Deleting_takes_the_node_with_all_that_hangs_on_it_and_its_id_is_not_used_again()
    {
        var tenant = await host.NewTenantAsync();
        var tag = await host.NewTagAsync(tenant);
        var id = Guid.CreateVersion7();
        await host.SendAsync(tenant, Posts.Published("Gone") with { Id = id, TagIds = [tag] });

        var result = await host.SendAsync(tenant, new DeleteNode(id));

        Assert.Equal(3, result.Node.Version);
        foreach (var (table, column) in new[] { ("nodes", "id"), ("node_translations", "node_id"), ("node_tags", "node_id") })
            Assert.Equal(0, await host.ScalarAsync<long>($"SELECT count(*) FROM content.{table} WHERE {column} = $1", id));
        var events = await host.ReadLogAsync(tenant.TenantId, id);
        Assert.Equal(["node.created 1", "node.published 2", "node.deleted 3"], events.Types());
        Assert.Equal(["node"], events[2].Json().Names());
        Assert.Equal("id: deleted", await Refused.AsConflictAsync(() => host.SendAsync(tenant, Posts.New() with { Id = id })));
        Assert.Equal("id", await Refused.AsNotFoundAsync(() => host.SendAsync(tenant, new DeleteNode(id))));
        await host.SendAsync(tenant, Posts.New() with { Translations = [Posts.Text("Heir", slug: "gone")] });
    }

    [Fact]
    public async Task An_id_or_an_external_id_that_is_known_is_refused()
    {
        var tenant = await host.NewTenantAsync();
        var external = new ExternalReference("site", "post", "1");
        var id = await host.NewNodeAsync(tenant, Posts.New() with { External = external });

        Assert.Equal("id: unique", await Refused.AsConflictAsync(() => host.SendAsync(tenant, Posts.New("Other") with { Id = id })));
        Assert.Equal("external: unique", await Refused.AsConflictAsync(() => host.SendAsync(tenant, Posts.New("Other") with { External = external })));
        Assert.Equal(1, await host.ScalarAsync<long>("SELECT count(*) FROM content.nodes WHERE tenant_id = $1", tenant.TenantId));
    }

    [Fact]
    public async Task What_a_command_returns_is_what_is_stored()
    {
        var tenant = await host.NewTenantAsync();
        var node = (await host.SendAsync(tenant, Posts.Published())).Node;

        var stored = Assert.Single(await host.RowsAsync("SELECT created_at, updated_at, published_at FROM content.nodes WHERE id = $1", node.Id));

        Assert.Equal((node.CreatedAt, node.UpdatedAt, node.PublishedAt),
            (stored.GetProperty("created_at").GetDateTimeOffset(), stored.GetProperty("updated_at").GetDateTimeOffset(), stored.GetProperty("published_at").GetDateTimeOffset()));
    }
}
