using RusToK.Core.Content;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Telemetry;

public sealed class ContentMetricsTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    private const string Operations = "rustok.content.operations";
    private const string Duration = "rustok.content.operation.duration";

    [Fact]
    [Proves("rustok.content.operations")]
    [Proves("rustok.content.operation.duration")]
    public async Task A_command_is_counted_by_the_kind_it_has_reached_and_timed()
    {
        var context = await host.NewTenantAsync();
        using var meter = new RecordedMeter(TelemetrySources.ContentMeter);

        var page = (await host.SendAsync(context, Posts.New("A page") with { Kind = NodeKind.Page })).Node;
        await host.SendAsync(context, new PublishNode(page.Id));
        await host.SendAsync(context, new ArchiveNode(page.Id, "Old"));

        // Other tests run beside this one and count as well.
        Assert.Contains(meter.Of(Operations, ("operation", "create_node"), ("kind", "page"), ("outcome", "ok")), m => m.Value == 1);
        Assert.Contains(meter.Of(Operations, ("operation", "publish_node"), ("kind", "page"), ("outcome", "ok")), m => m.Value == 1);
        Assert.Contains(meter.Of(Operations, ("operation", "archive_node"), ("kind", "page"), ("outcome", "ok")), m => m.Value == 1);
        Assert.Contains(meter.Of(Duration, ("operation", "archive_node"), ("outcome", "ok")), m => m.Value is > 0 and < 60);
    }

    [Fact]
    [Proves("rustok.content.operations")]
    public async Task A_refusal_is_counted_by_its_code_and_by_the_kind_as_far_as_it_is_known()
    {
        var context = await host.NewTenantAsync();
        using var meter = new RecordedMeter(TelemetrySources.ContentMeter);

        await Assert.ThrowsAsync<InvalidInputException>(() => host.SendAsync(context, Posts.New("") with { Kind = NodeKind.Article }));
        await Assert.ThrowsAsync<NotFoundException>(() => host.SendAsync(context, new UnpublishNode(Guid.CreateVersion7())));
        await Assert.ThrowsAsync<NotFoundException>(() => host.SendAsync<DeleteCategory, CategoryResult>(context, new DeleteCategory(Guid.CreateVersion7())));

        Assert.Contains(meter.Of(Operations, ("operation", "create_node"), ("kind", "article"), ("outcome", "validation")), m => m.Value == 1);
        Assert.Contains(meter.Of(Operations, ("operation", "unpublish_node"), ("kind", "node"), ("outcome", "not_found")), m => m.Value == 1);
        Assert.Contains(meter.Of(Operations, ("operation", "delete_category"), ("kind", "category"), ("outcome", "not_found")), m => m.Value == 1);
        Assert.NotEmpty(meter.Of(Duration, ("operation", "unpublish_node"), ("outcome", "not_found")));
    }

    [Fact]
    public void Series_begin_at_zero_in_a_number_that_does_not_hurt()
    {
        using var meter = new RecordedMeter(TelemetrySources.ContentMeter);

        _ = new ContentMetrics();

        var begun = meter.Of(Operations).Where(m => m.Value == 0).Select(m => (m["operation"], m["kind"], m["outcome"])).ToHashSet();
        Assert.InRange(begun.Count, 100, 300);
        foreach (var kind in EnumText<NodeKind>.All)
        {
            Assert.Contains(("create_node", kind, "ok"), begun);
            Assert.Contains(("create_node", kind, "internal"), begun);
            Assert.Contains(("delete_node", kind, "ok"), begun);
        }

        Assert.Contains(("delete_node", "node", "conflict"), begun);
        Assert.Contains(("create_reply", "forum_reply", "ok"), begun);
        Assert.Contains(("set_topic_state", "forum_topic", "conflict"), begun);
        Assert.Contains(("set_page_blocks", "page", "validation"), begun);
        Assert.Contains(("update_category", "category", "ok"), begun);
        Assert.Contains(("create_tag", "tag", "ok"), begun);
        Assert.Contains(("set_menu", "menu", "ok"), begun);
        Assert.Empty(begun.Select(series => series.Item2).Except(LabelOf(Attributes.Kind).Values!));
        Assert.Empty(begun.Select(series => series.Item3).Except(LabelOf(Attributes.OutcomeLabel).Values!));
    }

    [Fact]
    public void The_catalogue_knows_every_status_a_node_can_have() =>
        Assert.Equal(EnumText<NodeStatus>.All, ContentInstruments.Nodes.Labels.Single().Values!.Order(StringComparer.Ordinal));

    private static MetricLabel LabelOf(string name) => ContentInstruments.Operations.Labels.Single(l => l.Name == name);
}
