using RusToK.Core.Commands;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Menus;
using RusToK.Core.Content.Menus.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Pages.Blocks;
using RusToK.Core.Content.Pages.Commands;
using RusToK.Core.Content.Scheduling.Commands;
using RusToK.Core.Events;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Forum;
using Xunit;

namespace RusToK.Tests.Content;

/// <summary>What the read model becomes depends on the events alone: not on their order, their repetition nor how they are cut into batches.</summary>
public sealed class ProjectionOrderTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    [Fact]
    public async Task An_older_event_that_comes_late_changes_nothing()
    {
        var tenant = await host.NewTenantAsync();
        var history = await HistoryAsync(tenant);
        await host.ProjectAsync(history);
        var newest = await host.HashReadModelsAsync(tenant.TenantId);

        foreach (var late in history)
        {
            await host.ProjectAsync([late]);
            Assert.Equal(newest, await host.HashReadModelsAsync(tenant.TenantId));
        }
    }

    [Fact]
    public async Task Any_order_and_any_batches_give_the_same_rows()
    {
        var tenant = await host.NewTenantAsync();
        var history = await HistoryAsync(tenant);
        await host.ProjectAsync(history);
        var expected = await host.HashReadModelsAsync(tenant.TenantId);
        Assert.DoesNotContain(host.Projections.Single(p => p.Name == "content").Tables, table => expected[table].StartsWith("0:", StringComparison.Ordinal));

        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            await EmptyAsync(tenant);
            // What begins a node comes first: a later event alone is refused, and is tried again.
            List<EventEnvelope> shuffled = [.. history.Where(e => e.AggregateVersion == 1), .. Shuffled(history.Where(e => e.AggregateVersion > 1), random)];
            for (var done = 0; done < shuffled.Count;)
            {
                var size = random.Next(1, 5);
                List<EventEnvelope> batch = [.. shuffled.Skip(done).Take(size)];
                await host.ProjectAsync(batch);
                if (random.Next(3) == 0)
                    await host.ProjectAsync(batch);
                done += size;
            }

            Assert.Equal(expected, await host.HashReadModelsAsync(tenant.TenantId));
        }
    }

    [Fact]
    public async Task A_rebuild_from_the_log_gives_the_same_rows()
    {
        var tenant = await host.NewTenantAsync();
        var history = await HistoryAsync(tenant);
        foreach (var one in history)
            await host.ProjectAsync([one]);
        var before = await host.HashReadModelsAsync(tenant.TenantId);

        await EmptyAsync(tenant);
        Assert.All(await host.HashReadModelsAsync(tenant.TenantId), table => Assert.StartsWith("0:", table.Value, StringComparison.Ordinal));
        await host.ProjectAsync(history);

        Assert.Equal(before, await host.HashReadModelsAsync(tenant.TenantId));
    }

    [Fact]
    public async Task A_delete_is_final()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant, Posts.Published());
        await host.SendAsync(tenant, new TranslateNode(id, Posts.Text("Eins", locale: "de")));
        await host.SendAsync(tenant, new DeleteNode(id));
        var category = await host.NewCategoryAsync(tenant);
        await host.SendAsync<DeleteCategory, CategoryResult>(tenant, new DeleteCategory(category));
        var events = await host.ReadLogAsync(tenant.TenantId);

        await host.ProjectAsync([.. events.Where(e => e.Type is "node.deleted" or "category.deleted")]);
        foreach (var late in events)
            await host.ProjectAsync([late]);
        await host.ProjectAsync(events);

        foreach (var table in (string[])["content_nodes", "content_documents", "categories", "category_names"])
            Assert.Equal(0, await host.ScalarAsync<long>($"SELECT count(*) FROM read.{table} WHERE tenant_id = $1", tenant.TenantId));
        Assert.Equal(2, await host.ScalarAsync<long>("SELECT count(*) FROM read.content_deleted WHERE tenant_id = $1", tenant.TenantId));
    }

    /// <summary>Events of every type, several of each node, and something left in every table.</summary>
    private async Task<List<EventEnvelope>> HistoryAsync(CommandContext tenant)
    {
        var (red, blue) = (await host.NewTagAsync(tenant, "Red"), await host.NewTagAsync(tenant, "Blue"));
        var (news, old) = (await host.NewCategoryAsync(tenant, "News"), await host.NewCategoryAsync(tenant, "Old"));
        await host.SendAsync<UpdateCategory, CategoryResult>(tenant, new UpdateCategory(news) { Translations = [Posts.Name("Neues", "de")] });
        await host.SendAsync<UpdateCategory, CategoryResult>(tenant, new UpdateCategory(news) { RemovedLocales = ["en"], Position = 3 });
        await host.SendAsync<DeleteCategory, CategoryResult>(tenant, new DeleteCategory(old));
        var parent = await host.NewNodeAsync(tenant, Posts.Published("Parent"));
        var id = await host.NewNodeAsync(tenant, Posts.New("Child", "words") with { ParentId = parent, TagIds = [red], CategoryId = news });
        await host.SendAsync(tenant, new TranslateNode(id, Posts.Text("Kind", "Wörter", "de")));
        await host.SendAsync(tenant, new PublishNode(id));
        await host.SendAsync(tenant, new RemoveNodeTranslation(id, "de"));
        await host.SendAsync(tenant, new AttachTags(id, [blue]));
        await host.SendAsync(tenant, new DetachTags(id, [red]));
        await host.SendAsync(tenant, new TranslateNode(id, Posts.Text("Wieder", "da", "de")));
        await host.SendAsync(tenant, new ArchiveNode(id, "Old"));
        await host.SendAsync(tenant, new RestoreNode(id));
        await host.SendAsync(tenant, new UpdateNode(id) { Position = 4 });
        await host.SendAsync(tenant, new TranslateNode(id, Posts.Text("Child again", "other words")));
        await host.SendAsync(tenant, new PublishNode(id));
        await host.SendAsync(tenant, new UnpublishNode(id));
        await host.SendAsync(tenant, new RemoveNodeTranslation(id, "de"));
        await host.SendAsync(tenant, new DeleteNode(await host.NewNodeAsync(tenant, Posts.Published("Gone"))));

        var page = await host.NewNodeAsync(tenant, Posts.Published("Page") with { Kind = NodeKind.Page });
        await host.SendAsync(tenant, new SetPageBlocks(page, [new HeroBlock { Heading = "Hero" }]));
        await host.SendAsync(tenant, new UnpublishNode(page));
        await host.SendAsync(tenant, new SchedulePublication(page) { PublishAt = DateTimeOffset.UtcNow.AddYears(1) });
        await host.FillForumAsync(tenant);
        await host.SendAsync<SetMenu, Menu>(tenant, new SetMenu("header", [new MenuItem { Target = new MenuTarget(MenuTargetKind.Node, page) }]));
        await host.SendAsync<SetMenu, Menu>(tenant, new SetMenu("header", [new MenuItem { Labels = [new MenuLabel("en", "Home")], Target = new MenuTarget(MenuTargetKind.Url, Url: "/") }]));
        await host.SendAsync<SetMenu, Menu>(tenant, new SetMenu("gone", []));
        await host.SendAsync<DeleteMenu, Menu>(tenant, new DeleteMenu("gone"));

        var history = await host.ReadLogAsync(tenant.TenantId);
        var content = host.Registry.Types.Where(t => t.Record.Namespace!.StartsWith("RusToK.Core.Content", StringComparison.Ordinal)).Select(t => t.Type);
        Assert.Superset(content.ToHashSet(), history.Select(e => e.Type).ToHashSet());
        return history;
    }

    private async Task EmptyAsync(CommandContext tenant)
    {
        foreach (var table in host.Projections.SelectMany(p => p.Tables))
            await host.ExecuteAsync($"DELETE FROM {table} WHERE tenant_id = $1", tenant.TenantId);
    }

    private static EventEnvelope[] Shuffled(IEnumerable<EventEnvelope> events, Random random)
    {
        EventEnvelope[] shuffled = [.. events];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
