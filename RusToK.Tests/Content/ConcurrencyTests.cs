using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Tags.Commands;
using RusToK.Core.Errors;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

/// <summary>Many writers at once. Whoever is refused is told so; whoever is not has written.</summary>
public sealed class ConcurrencyTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    private const int Writers = 16;

    [Fact]
    public async Task No_update_of_a_node_is_lost()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        var tags = new List<Guid>();
        for (var i = 0; i < Writers; i++)
            tags.Add(await host.NewTagAsync(tenant, $"Tag {i}"));

        var outcomes = await AllAtOnceAsync(i => host.SendAsync(tenant, new AttachTags(id, [tags[i]])));

        var written = tags.Where((_, i) => outcomes[i] is null).ToList();
        Assert.NotEmpty(written);
        Assert.All(outcomes.OfType<DomainException>(), refusal => Assert.Equal("version", Assert.IsType<ConflictException>(refusal).Rule));
        Assert.Equal(written.Order(), (await host.RowsAsync("SELECT tag_id FROM content.node_tags WHERE node_id = $1", id)).Select(r => r.GetProperty("tag_id").GetGuid()).Order());
        var events = await host.ReadLogAsync(tenant.TenantId, id);
        Assert.Equal(Enumerable.Range(1, written.Count + 1).Select(v => (long)v), events.Select(e => e.AggregateVersion));
        Assert.Equal(written.Order(), events[^1].Json().GetProperty("node").GetProperty("tagIds").EnumerateArray().Select(t => t.GetGuid()));
        Assert.Equal(written.Count + 1, await host.ScalarAsync<long>("SELECT version FROM content.nodes WHERE id = $1", id));
    }

    [Fact]
    public async Task Of_those_who_decided_on_the_same_version_one_writes_and_the_others_are_told_its_version()
    {
        var tenant = await host.NewTenantAsync();
        for (var round = 0; round < 5; round++)
        {
            var id = await host.NewNodeAsync(tenant);

            var outcomes = await AllAtOnceAsync(i => host.SendAsync(tenant, new UpdateNode(id, 1) { Position = i }));

            Assert.Single(outcomes, o => o is null);
            Assert.All(outcomes.OfType<DomainException>(), refusal => Assert.Equal(
                ("expectedVersion", "version", "The node is at version 2, not at the expected 1."), (refusal.Field, refusal.Rule, refusal.Message)));
            Assert.Equal(["node.created 1", "node.updated 2"], (await host.ReadLogAsync(tenant.TenantId, id)).Types());
        }
    }

    [Fact]
    public async Task Of_those_who_decided_on_the_same_version_of_a_category_one_writes()
    {
        var tenant = await host.NewTenantAsync();
        for (var round = 0; round < 5; round++)
        {
            var id = await host.NewCategoryAsync(tenant);

            var outcomes = await AllAtOnceAsync(i => host.SendAsync<UpdateCategory, CategoryResult>(tenant, new UpdateCategory(id, 1) { Position = i }));

            Assert.Single(outcomes, o => o is null);
            Assert.All(outcomes.OfType<DomainException>(), refusal => Assert.Equal(("expectedVersion", "version"), (refusal.Field, refusal.Rule)));
        }
    }

    [Fact]
    public async Task A_slug_goes_to_one_of_those_who_ask_for_it()
    {
        var tenant = await host.NewTenantAsync();
        var page = Posts.New() with { Translations = [Posts.Text("A", slug: "wanted")] };

        var created = await AllAtOnceAsync(_ => host.SendAsync(tenant, page));

        Assert.Single(created, o => o is null);
        Assert.All(created.OfType<DomainException>(), refusal => Assert.Equal(("translations[0].slug", "unique"), (refusal.Field, refusal.Rule)));
        Assert.Equal(1, await host.ScalarAsync<long>("SELECT count(*) FROM content.nodes WHERE tenant_id = $1", tenant.TenantId));
        Assert.Single(await host.ReadLogAsync(tenant.TenantId), e => e.Type == "node.created");
    }

    [Fact]
    public async Task Equal_titles_at_once_all_get_a_slug()
    {
        var tenant = await host.NewTenantAsync();

        var nodes = await AllAtOnceAsync(_ => host.SendAsync(tenant, Posts.New("Same")));
        var categories = await AllAtOnceAsync(_ => host.NewCategoryAsync(tenant, "Same"));
        var tags = await AllAtOnceAsync(_ => host.SendAsync<CreateTag, TagResult>(tenant, new CreateTag { Translations = [Posts.Name("Same")] }));
        var pages = new List<Guid>();
        for (var i = 0; i < Writers; i++)
            pages.Add(await host.NewNodeAsync(tenant, Posts.New("Other", locale: "de") with { Kind = NodeKind.Page }));
        var translations = await AllAtOnceAsync(i => host.SendAsync(tenant, new TranslateNode(pages[i], Posts.Text("Same"))));

        Assert.All([.. nodes, .. categories, .. tags, .. translations], Assert.Null);
        Assert.Equal(2 * Writers, await host.ScalarAsync<long>("SELECT count(*) FROM content.node_translations WHERE tenant_id = $1 AND locale = 'en'", tenant.TenantId));
        Assert.Equal(Writers, await host.ScalarAsync<long>("SELECT count(DISTINCT slug) FROM content.category_translations WHERE tenant_id = $1", tenant.TenantId));
        Assert.Equal(Writers, await host.ScalarAsync<long>("SELECT count(DISTINCT slug) FROM content.tag_translations WHERE tenant_id = $1", tenant.TenantId));
    }

    [Fact]
    public async Task An_id_has_one_life_whoever_creates_and_deletes()
    {
        var tenant = await host.NewTenantAsync();
        var id = Guid.CreateVersion7();

        var outcomes = await AllAtOnceAsync(i => i % 2 == 0
            ? host.SendAsync(tenant, Posts.New($"Life {i}") with { Id = id })
            : host.SendAsync(tenant, new DeleteNode(id)));

        Assert.InRange(outcomes.Count(o => o is null), 1, 2);
        var events = await host.ReadLogAsync(tenant.TenantId, id);
        Assert.Equal(((string[])["node.created 1", "node.deleted 2"])[..events.Count], events.Types());
        Assert.Equal(2 - events.Count, await host.ScalarAsync<long>("SELECT count(*) FROM content.nodes WHERE id = $1", id));
    }

    [Fact]
    public async Task A_node_is_not_deleted_under_a_child_that_is_being_made()
    {
        var tenant = await host.NewTenantAsync();
        for (var round = 0; round < 10; round++)
        {
            var parent = await host.NewNodeAsync(tenant);

            var outcomes = await Task.WhenAll(AttemptAsync(() => host.SendAsync(tenant, Posts.New(parentId: parent))), AttemptAsync(() => host.SendAsync(tenant, new DeleteNode(parent))));

            var refusal = Assert.Single(outcomes, o => o is not null);
            Assert.Contains($"{refusal!.Field}: {refusal.Rule}", (string[])["parentId: exists", "id: in-use"]);
        }
    }

    [Fact]
    public async Task Of_contrary_transitions_at_once_each_sees_the_state_it_changes()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);

        var outcomes = await AllAtOnceAsync(i => i % 2 == 0 ? host.SendAsync(tenant, new PublishNode(id)) : host.SendAsync(tenant, new UnpublishNode(id)));

        Assert.All(outcomes.OfType<DomainException>(), refusal => Assert.Contains(refusal.Rule, (string[])["transition", "version"]));
        var events = await host.ReadLogAsync(tenant.TenantId, id);
        Assert.Equal(outcomes.Count(o => o is null), events.Count - 1);
        Assert.Equal(events.Skip(1).Select((_, i) => i % 2 == 0 ? "node.published" : "node.unpublished"), events.Skip(1).Select(e => e.Type));
    }

    /// <summary>The refusal of each writer; null for those who have written.</summary>
    private static Task<DomainException?[]> AllAtOnceAsync(Func<int, Task> command) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() => AttemptAsync(() => command(i)))));

    private static async Task<DomainException?> AttemptAsync(Func<Task> command)
    {
        try
        {
            await command();
            return null;
        }
        catch (DomainException refusal)
        {
            return refusal;
        }
    }
}
