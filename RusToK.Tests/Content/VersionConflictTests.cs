using RusToK.Core.Commands;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Errors;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

/// <summary>Every command that changes something takes the version the caller has seen.</summary>
public sealed class VersionConflictTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    public static TheoryData<string> Names => new(Commands.Keys);

    private static readonly Dictionary<string, Func<ModuleHost, CommandContext, Guid, long?, Task>> Commands = new()
    {
        ["update"] = (h, t, id, version) => h.SendAsync(t, new UpdateNode(id, version) { Position = 1 }),
        ["translate"] = (h, t, id, version) => h.SendAsync(t, new TranslateNode(id, Posts.Text("Other"), version)),
        ["remove a translation"] = (h, t, id, version) => h.SendAsync(t, new RemoveNodeTranslation(id, "de", version)),
        ["publish"] = (h, t, id, version) => h.SendAsync(t, new PublishNode(id, null, version)),
        ["unpublish"] = (h, t, id, version) => h.SendAsync(t, new UnpublishNode(id, version)),
        ["archive"] = (h, t, id, version) => h.SendAsync(t, new ArchiveNode(id, "x", version)),
        ["restore"] = (h, t, id, version) => h.SendAsync(t, new RestoreNode(id, version)),
        ["attach"] = (h, t, id, version) => h.SendAsync(t, new AttachTags(id, [], version)),
        ["detach"] = (h, t, id, version) => h.SendAsync(t, new DetachTags(id, [], version)),
        ["delete"] = (h, t, id, version) => h.SendAsync(t, new DeleteNode(id, version)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_node_at_another_version_is_left_alone(string name)
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant, Posts.New() with { Translations = [Posts.Text("One"), Posts.Text("Eins", locale: "de")] });
        await host.SendAsync(tenant, new UpdateNode(id) { Position = 5 });

        foreach (var version in (long[])[1, 3])
        {
            var refusal = await Assert.ThrowsAsync<ConflictException>(() => Commands[name](host, tenant, id, version));
            Assert.Equal(("expectedVersion", "version"), (refusal.Field, refusal.Rule));
            Assert.Equal($"The node is at version 2, not at the expected {version}.", refusal.Message);
        }

        Assert.Equal(["node.created 1", "node.updated 2"], (await host.ReadLogAsync(tenant.TenantId, id)).Types());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_node_that_is_not_there_is_not_found(string name)
    {
        var tenant = await host.NewTenantAsync();
        var elsewhere = await host.NewNodeAsync(await host.NewTenantAsync());

        Assert.Equal("id", await Refused.AsNotFoundAsync(() => Commands[name](host, tenant, Guid.CreateVersion7(), null)));
        Assert.Equal("id", await Refused.AsNotFoundAsync(() => Commands[name](host, tenant, elsewhere, 1)));
    }

    [Fact]
    public async Task A_category_at_another_version_is_left_alone()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewCategoryAsync(tenant);

        Assert.Equal("expectedVersion: version", await Refused.AsConflictAsync(
            () => host.SendAsync<UpdateCategory, CategoryResult>(tenant, new UpdateCategory(id, 2) { Position = 1 })));
        Assert.Equal("expectedVersion: version", await Refused.AsConflictAsync(() => host.SendAsync<DeleteCategory, CategoryResult>(tenant, new DeleteCategory(id, 2))));
        Assert.Equal("id", await Refused.AsNotFoundAsync(() => host.SendAsync<DeleteCategory, CategoryResult>(tenant, new DeleteCategory(Guid.CreateVersion7()))));
        Assert.Equal(["category.created 1"], (await host.ReadLogAsync(tenant.TenantId, id)).Types());
        Assert.Equal(2, (await host.SendAsync<UpdateCategory, CategoryResult>(tenant, new UpdateCategory(id, 1) { Position = 1 })).Category.Version);
    }
}
