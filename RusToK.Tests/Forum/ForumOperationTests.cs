using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Forum.Commands;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Commerce;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL;
using Xunit;

namespace RusToK.Tests.Forum;

/// <summary>The forum over GraphQL, by readers, customers and moderators.</summary>
public sealed class ForumOperationTests(ModuleHost host) : IClassFixture<ModuleHost>, IAsyncDisposable
{
    private static readonly Guid Ann = Guid.CreateVersion7();
    private static readonly Guid Bob = Guid.CreateVersion7();

    private readonly ShopApi _api = new(host.Database);

    [Fact]
    [Exercises("createTopic", "editTopic", "topic", "topics")]
    public async Task A_customer_opens_a_topic_and_edits_it_and_everybody_reads_it()
    {
        var tenant = await host.NewTenantAsync();
        var forum = await host.NewForumAsync(tenant);
        var create = $$"""mutation { createTopic(input: { categoryId: "{{forum}}", title: "Hello", body: "World" }) { id version state } }""";

        var created = (await _api.DataAsync(tenant, Role.Customer, create, Ann))["createTopic"]!;
        var id = (string)created["id"]!;
        Assert.Equal((2, "OPEN"), ((int)created["version"]!, (string)created["state"]!));
        string Edit(string title) => $$"""mutation { editTopic(input: { id: "{{id}}", title: "{{title}}", body: "There", bodyFormat: PLAIN }) { version } }""";
        Assert.Equal(("FORBIDDEN", null, "forum:moderate"), await _api.RefusedAsync(tenant, Role.Customer, Edit("Mine"), Bob));
        Assert.Equal(3, (int)(await _api.DataAsync(tenant, Role.Customer, Edit("Hello again"), Ann))["editTopic"]!["version"]!);
        Assert.Equal(4, (int)(await _api.DataAsync(tenant, Role.Manager, Edit("Hello at last"), Bob))["editTopic"]!["version"]!);
        await host.CatchUpAsync(tenant.TenantId);

        const string fields = "{ id state categoryId category { name forumModeration } authorId title slug body bodyFormat replyCount version }";
        var expected = $$"""
            {"id":"{{id}}","state":"OPEN","categoryId":"{{forum}}","category":{"name":"A forum","forumModeration":"POST"},"authorId":"{{Ann}}","title":"Hello at last","slug":"hello","body":"There","bodyFormat":"PLAIN","replyCount":0,"version":4}
            """;
        Assert.Equal(expected, (await _api.DataAsync(tenant, null, $$"""{ topic(id: "{{id}}") {{fields}} }"""))["topic"]!.ToJsonString());
        Assert.Equal(expected, (await _api.DataAsync(tenant, null, $$"""{ topic(slug: "HELLO") {{fields}} }"""))["topic"]!.ToJsonString());
        Assert.Equal($"[{expected}]", (await _api.DataAsync(tenant, null, $$"""{ topics(filter: { categoryId: "{{forum}}", state: OPEN }) { nodes {{fields}} } }"""))["topics"]!["nodes"]!.ToJsonString());
        Assert.Empty((await _api.DataAsync(tenant, null, "{ topics(filter: { state: CLOSED }) { nodes { id } } }"))["topics"]!["nodes"]!.AsArray());
        Assert.Equal(("VALIDATION", "input.categoryId", "exists"), await _api.RefusedAsync(await host.NewTenantAsync(), Role.Customer, create, Ann));
        Assert.Equal("UNAUTHENTICATED", (await _api.RefusedAsync(tenant, null, create)).Code);
        Assert.Equal("UNAUTHENTICATED", (await _api.RefusedAsync(tenant, null, Edit("Mine"))).Code);
        Assert.Equal(("VALIDATION", "id", "one-of"), await _api.RefusedAsync(tenant, null, "{ topic { id } }"));
        Assert.Null((await _api.DataAsync(await host.NewTenantAsync(), Role.Admin, $$"""{ topic(id: "{{id}}") { id } }"""))["topic"]);
    }

    [Fact]
    [Exercises("createReply", "editReply", "replies", "replyQueue", "moderateReply")]
    public async Task A_reply_waits_is_approved_and_hidden()
    {
        var (tenant, other) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant, Moderation.Pre));
        var create = $$"""mutation { createReply(input: { topicId: "{{topic}}", body: "I think so." }) { id version state } }""";
        var read = $$"""{ replies(topicId: "{{topic}}") { nodes { id topicId state reason authorId body bodyFormat version } } }""";

        var created = (await _api.DataAsync(tenant, Role.Customer, create, Bob))["createReply"]!;
        var id = (string)created["id"]!;
        Assert.Equal((1, "PENDING"), ((int)created["version"]!, (string)created["state"]!));
        string Moderate(string state, string reason = "null") => $$"""mutation { moderateReply(input: { id: "{{id}}", state: {{state}}, reason: {{reason}} }) { state } }""";
        var edit = $$"""mutation { editReply(input: { id: "{{id}}", body: "I know." }) { state } }""";
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal((0, 0, 1), (await SeenAsync(null, null), await SeenAsync(Role.Customer, Ann), await SeenAsync(Role.Customer, Bob)));

        var queue = (await _api.DataAsync(tenant, Role.Manager, "{ replyQueue { nodes { id state topicId } } }"))["replyQueue"]!["nodes"]!;
        Assert.Equal($$"""[{"id":"{{id}}","state":"PENDING","topicId":"{{topic}}"}]""", queue.ToJsonString());
        Assert.Equal(("FORBIDDEN", null, "forum:moderate"), await _api.RefusedAsync(tenant, Role.Customer, "{ replyQueue { nodes { id } } }"));
        Assert.Equal("UNAUTHENTICATED", (await _api.RefusedAsync(tenant, null, "{ replyQueue { nodes { id } } }")).Code);
        Assert.Empty((await _api.DataAsync(other, Role.Manager, "{ replyQueue { nodes { id } } }"))["replyQueue"]!["nodes"]!.AsArray());

        Assert.Equal(("FORBIDDEN", null, "forum:moderate"), await _api.RefusedAsync(tenant, Role.Customer, Moderate("APPROVED"), Bob));
        Assert.Equal("UNAUTHENTICATED", (await _api.RefusedAsync(tenant, null, Moderate("APPROVED"))).Code);
        Assert.Equal("NOT_FOUND", (await _api.RefusedAsync(other, Role.Manager, Moderate("APPROVED"))).Code);
        Assert.Equal(("VALIDATION", "input.reason", "required"), await _api.RefusedAsync(tenant, Role.Manager, Moderate("REJECTED")));
        Assert.Equal("APPROVED", (string?)(await _api.DataAsync(tenant, Role.Manager, Moderate("APPROVED")))["moderateReply"]!["state"]);
        Assert.Equal(("CONFLICT", "input.id", "transition"), await _api.RefusedAsync(tenant, Role.Manager, Moderate("REJECTED", "\"Late\"")));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal($$"""{"id":"{{id}}","topicId":"{{topic}}","state":"APPROVED","reason":null,"authorId":"{{Bob}}","body":"I think so.","bodyFormat":"MARKDOWN","version":2}""",
            (await _api.DataAsync(tenant, null, read))["replies"]!["nodes"]![0]!.ToJsonString());
        Assert.Empty((await _api.DataAsync(other, Role.Admin, read))["replies"]!["nodes"]!.AsArray());

        Assert.Equal(("FORBIDDEN", null, "forum:moderate"), await _api.RefusedAsync(tenant, Role.Customer, edit, Ann));
        Assert.Equal("UNAUTHENTICATED", (await _api.RefusedAsync(tenant, null, edit)).Code);
        Assert.Equal("PENDING", (string?)(await _api.DataAsync(tenant, Role.Customer, edit, Bob))["editReply"]!["state"]);
        Assert.Equal("UNAUTHENTICATED", (await _api.RefusedAsync(tenant, null, create)).Code);
        Assert.Equal(("NOT_FOUND", "input.topicId", null), await _api.RefusedAsync(other, Role.Customer, create));
        Assert.Equal("APPROVED", (string?)(await _api.DataAsync(tenant, Role.Manager, create))["createReply"]!["state"]);

        async Task<int> SeenAsync(Role? role, Guid? user) => (await _api.DataAsync(tenant, role, read, user))["replies"]!["nodes"]!.AsArray().Count;
    }

    [Fact]
    [Exercises("setTopicState")]
    public async Task A_moderator_closes_and_archives_a_topic()
    {
        var tenant = await host.NewTenantAsync();
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant));
        string Set(string state, string reason = "null") => $$"""mutation { setTopicState(input: { id: "{{topic}}", state: {{state}}, reason: {{reason}} }) { state version } }""";

        Assert.Equal(("FORBIDDEN", null, "forum:moderate"), await _api.RefusedAsync(tenant, Role.Customer, Set("CLOSED"), Ann));
        Assert.Equal("UNAUTHENTICATED", (await _api.RefusedAsync(tenant, null, Set("CLOSED"))).Code);
        Assert.Equal("NOT_FOUND", (await _api.RefusedAsync(await host.NewTenantAsync(), Role.Manager, Set("CLOSED"))).Code);
        Assert.Equal("""{"state":"CLOSED","version":3}""", (await _api.DataAsync(tenant, Role.Manager, Set("CLOSED")))["setTopicState"]!.ToJsonString());
        var refused = await _api.ExecuteAsync(tenant, Role.Customer, $$"""mutation { createReply(input: { topicId: "{{topic}}", body: "x" }) { id } }""", Bob);
        Assert.Equal("The topic is closed; a reply needs it to be open.", (string?)refused["errors"]![0]!["message"]);
        Assert.Equal("ARCHIVED", (string?)(await _api.DataAsync(tenant, Role.Manager, Set("ARCHIVED", "\"Old\"")))["setTopicState"]!["state"]);
        await host.CatchUpAsync(tenant.TenantId);

        var one = $$"""{ topic(id: "{{topic}}") { state archiveReason } }""";
        const string archived = "{ topics(filter: { state: ARCHIVED }) { nodes { id } } }";
        Assert.Null((await _api.DataAsync(tenant, Role.Customer, one, Ann))["topic"]);
        Assert.Equal("""{"state":"ARCHIVED","archiveReason":"Old"}""", (await _api.DataAsync(tenant, Role.Manager, one))["topic"]!.ToJsonString());
        Assert.Equal(("FORBIDDEN", null, "forum:moderate"), await _api.RefusedAsync(tenant, Role.Customer, archived));
        Assert.Single((await _api.DataAsync(tenant, Role.Manager, archived))["topics"]!["nodes"]!.AsArray());
        Assert.Empty((await _api.DataAsync(tenant, null, "{ topics { nodes { id } } }"))["topics"]!["nodes"]!.AsArray());
    }

    [Fact]
    [Exercises("createComment", "comments")]
    public async Task A_comment_on_a_post_waits_for_a_moderator_as_a_reply_does()
    {
        var (tenant, other) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        var (post, draft) = (await host.NewNodeAsync(tenant, Posts.Published("Post")), await host.NewNodeAsync(tenant));
        string Comment(Guid node) => $$"""mutation { createComment(input: { nodeId: "{{node}}", body: "Nice." }) { id state } }""";
        var read = $$"""{ comments(nodeId: "{{post}}") { nodes { state body } } }""";

        var id = (string)(await _api.DataAsync(tenant, Role.Customer, Comment(post), Bob))["createComment"]!["id"]!;
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal("[]", await ReadAsync(null));
        Assert.Equal("""[{"state":"PENDING","body":"Nice."}]""", await ReadAsync(Bob));
        await host.SendAsync(tenant, new ModerateReply(Guid.Parse(id), ReplyState.Approved));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal("""[{"state":"APPROVED","body":"Nice."}]""", await ReadAsync(null));
        Assert.Empty((await _api.DataAsync(other, Role.Admin, read))["comments"]!["nodes"]!.AsArray());

        Assert.Equal("APPROVED", (string?)(await _api.DataAsync(tenant, Role.Manager, Comment(post)))["createComment"]!["state"]);
        Assert.Equal("UNAUTHENTICATED", (await _api.RefusedAsync(tenant, null, Comment(post))).Code);
        Assert.Equal(("NOT_FOUND", "input.nodeId", null), await _api.RefusedAsync(other, Role.Customer, Comment(post), Bob));
        Assert.Equal(("NOT_FOUND", "input.nodeId", null), await _api.RefusedAsync(tenant, Role.Customer, Comment(draft), Bob));

        async Task<string> ReadAsync(Guid? user) => (await _api.DataAsync(tenant, user is null ? null : Role.Customer, read, user))["comments"]!["nodes"]!.ToJsonString();
    }

    [Fact]
    public async Task The_setting_of_a_category_is_made_and_changed()
    {
        var tenant = await host.NewTenantAsync();
        var created = (await _api.DataAsync(tenant, Role.Manager, """
            mutation { createCategory(input: { forumModeration: PRE, translations: [{ name: "Help" }] }) { category { id forumModeration } } }
            """))["createCategory"]!["category"]!;
        var id = (string)created["id"]!;
        Assert.Equal("PRE", (string?)created["forumModeration"]);
        Assert.Equal("POST", await UpdateAsync("forumModeration: POST"));
        Assert.Equal("POST", await UpdateAsync("position: 3"));
        Assert.Null(await UpdateAsync("forumModeration: null"));

        async Task<string?> UpdateAsync(string change) => (string?)(await _api.DataAsync(
            tenant, Role.Manager, $$"""mutation { updateCategory(input: { id: "{{id}}", {{change}} }) { category { forumModeration } } }"""))["updateCategory"]!["category"]!["forumModeration"];
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();
}
