using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Commands;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Forum.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Forum;

public sealed class ForumTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    private static readonly Guid Ann = Guid.CreateVersion7();
    private static readonly Guid Bob = Guid.CreateVersion7();

    private ForumQueries Queries => host.Services.GetRequiredService<ForumQueries>();

    [Fact]
    public async Task A_topic_is_opened_in_a_category_of_the_forum_and_in_no_other()
    {
        var tenant = await host.NewTenantAsync();
        var (forum, news) = (await host.NewForumAsync(tenant), await host.NewCategoryAsync(tenant));

        var topic = (await host.SendAsync(tenant.By(Ann), new CreateTopic { CategoryId = forum, Title = "Hello", Body = "World" })).Node;

        Assert.Equal((NodeKind.ForumTopic, NodeStatus.Published, Ann, forum), (topic.Kind, topic.Status, topic.AuthorId, topic.CategoryId));
        Assert.Equal(["node.created 1", "node.published 2"], (await host.ReadLogAsync(tenant.TenantId, topic.Id)).Types());
        Assert.Equal(["categoryId: forum"], await Refused.AsInvalidAsync(() => host.NewTopicAsync(tenant, news)));
        Assert.Equal(["categoryId: exists"], await Refused.AsInvalidAsync(() => host.NewTopicAsync(tenant, Guid.CreateVersion7())));
        Assert.Equal(["title: required", "body: max-length", "bodyFormat: format"], await Refused.AsInvalidAsync(() => host.SendAsync(
            tenant, new CreateTopic { CategoryId = forum, Title = " ", Body = new string('x', 50_001), BodyFormat = BodyFormat.Html })));
    }

    [Theory]
    [InlineData(Moderation.Pre, false, ReplyState.Pending)]
    [InlineData(Moderation.Pre, true, ReplyState.Approved)]
    [InlineData(Moderation.Post, false, ReplyState.Approved)]
    public async Task A_reply_waits_where_the_category_says_so_unless_a_moderator_writes(Moderation moderation, bool isModerator, ReplyState expected)
    {
        var tenant = await host.NewTenantAsync();
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant, moderation));

        Assert.Equal(expected, await host.ReplyStateAsync(await host.NewReplyAsync(tenant.By(Bob), topic, isModerator: isModerator)));
    }

    [Fact]
    public async Task The_setting_of_a_category_can_change_and_be_taken_away()
    {
        var tenant = await host.NewTenantAsync();
        var forum = await host.NewForumAsync(tenant, Moderation.Post);
        var topic = await host.NewTopicAsync(tenant.By(Ann), forum);

        await host.SendAsync<UpdateCategory, CategoryResult>(tenant, new UpdateCategory(forum) { ForumModeration = Moderation.Pre });
        Assert.Equal(ReplyState.Pending, await host.ReplyStateAsync(await host.NewReplyAsync(tenant.By(Bob), topic)));
        await host.SendAsync<UpdateCategory, CategoryResult>(tenant, new UpdateCategory(forum) { Position = 4 });
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal("pre", await host.ScalarAsync<string>("SELECT forum_moderation FROM read.categories WHERE id = $1", forum));
        await host.SendAsync<UpdateCategory, CategoryResult>(tenant, new UpdateCategory(forum) { ForumModeration = null });
        Assert.Equal(["categoryId: forum"], await Refused.AsInvalidAsync(() => host.NewTopicAsync(tenant, forum)));
        Assert.Equal(ReplyState.Pending, await host.ReplyStateAsync(await host.NewReplyAsync(tenant.By(Bob), topic)));
    }

    [Theory]
    [InlineData(TopicState.Closed, "closed")]
    [InlineData(TopicState.Archived, "archived")]
    public async Task A_topic_that_is_not_open_takes_no_replies_and_says_what_it_is(TopicState state, string name)
    {
        var tenant = await host.NewTenantAsync();
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant));
        var reply = await host.NewReplyAsync(tenant.By(Bob), topic);
        await host.SendAsync(tenant, new SetTopicState(topic, state, state == TopicState.Archived ? "Old" : null));

        var refusal = await Assert.ThrowsAsync<ConflictException>(() => host.NewReplyAsync(tenant.By(Bob), topic));
        Assert.Equal(("topicId", "state", $"The topic is {name}; a reply needs it to be open."), (refusal.Field, refusal.Rule, refusal.Message));
        Assert.Equal("id: state", await Refused.AsConflictAsync(() => host.SendAsync(tenant.By(Bob), new EditReply(reply, "New", BodyFormat.Plain, IsModerator: false))));
        Assert.Equal("id: state", await Refused.AsConflictAsync(() => host.SendAsync(tenant.By(Ann), new EditTopic(topic, "New", "New", BodyFormat.Plain, IsModerator: false))));

        await host.SendAsync(tenant, new SetTopicState(topic, TopicState.Open));
        Assert.Equal(ReplyState.Approved, await host.ReplyStateAsync(await host.NewReplyAsync(tenant.By(Bob), topic)));
    }

    [Fact]
    public async Task A_topic_goes_from_any_state_to_any_other_and_from_none_to_itself()
    {
        var tenant = await host.NewTenantAsync();
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant));
        foreach (var (state, told) in ((TopicState, string)[])
            [
                (TopicState.Closed, "node.updated 3"), (TopicState.Archived, "node.archived 4"), (TopicState.Closed, "node.published 6"),
                (TopicState.Open, "node.updated 7"), (TopicState.Archived, "node.archived 8"), (TopicState.Open, "node.published 10"),
            ])
        {
            var reason = state == TopicState.Archived ? "Old" : null;
            var node = (await host.SendAsync(tenant, new SetTopicState(topic, state, reason))).Node;
            Assert.Equal(state, TopicStates.Of(node.Status, node.IsClosed));
            Assert.Equal(told, (await host.ReadLogAsync(tenant.TenantId, topic)).Types().Last());
            Assert.Equal("id: state", await Refused.AsConflictAsync(() => host.SendAsync(tenant, new SetTopicState(topic, state, reason))));
        }

        Assert.Equal(["reason: required"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new SetTopicState(topic, TopicState.Archived))));
        Assert.Equal(["reason: absent"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new SetTopicState(topic, TopicState.Closed, "x"))));
    }

    [Theory]
    [InlineData(ReplyState.Pending, new[] { ReplyState.Approved, ReplyState.Rejected }, "approved or rejected")]
    [InlineData(ReplyState.Approved, new[] { ReplyState.Hidden }, "hidden")]
    [InlineData(ReplyState.Rejected, new[] { ReplyState.Approved }, "approved")]
    [InlineData(ReplyState.Hidden, new[] { ReplyState.Approved }, "approved")]
    public async Task A_moderator_decides_within_what_the_state_allows(ReplyState from, ReplyState[] allowed, string named)
    {
        var tenant = await host.NewTenantAsync();
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant, Moderation.Pre));
        foreach (var to in (ReplyState[])[ReplyState.Approved, ReplyState.Rejected, ReplyState.Hidden])
        {
            var reply = await host.NewReplyAsync(tenant.By(Bob), topic);
            if (from is ReplyState.Approved or ReplyState.Hidden)
                await ModerateAsync(tenant, reply, ReplyState.Approved);
            if (from is ReplyState.Rejected or ReplyState.Hidden)
                await ModerateAsync(tenant, reply, from);
            Assert.Equal(from, await host.ReplyStateAsync(reply));

            if (allowed.Contains(to))
            {
                await ModerateAsync(tenant, reply, to);
                Assert.Equal(to, await host.ReplyStateAsync(reply));
                continue;
            }

            var refusal = await Assert.ThrowsAsync<ConflictException>(() => ModerateAsync(tenant, reply, to));
            Assert.Equal(("id", "transition"), (refusal.Field, refusal.Rule));
            Assert.StartsWith($"The reply is {from.ToString().ToLowerInvariant()} and cannot become {to.ToString().ToLowerInvariant()}.", refusal.Message, StringComparison.Ordinal);
            Assert.EndsWith($"it may become {named}.", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_decision_needs_its_reason_and_a_reply()
    {
        var (tenant, other) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant, Moderation.Pre));
        var reply = await host.NewReplyAsync(tenant.By(Bob), topic);

        Assert.Equal(["state: decision"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new ModerateReply(reply, ReplyState.Pending))));
        Assert.Equal(["reason: required"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new ModerateReply(reply, ReplyState.Rejected))));
        Assert.Equal(["reason: absent"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new ModerateReply(reply, ReplyState.Approved, "x"))));
        Assert.Equal("id", await Refused.AsNotFoundAsync(() => ModerateAsync(tenant, topic, ReplyState.Approved)));
        Assert.Equal("id", await Refused.AsNotFoundAsync(() => ModerateAsync(other, reply, ReplyState.Approved)));
        Assert.Equal("topicId", await Refused.AsNotFoundAsync(() => host.NewReplyAsync(other.By(Bob), topic)));
        Assert.Equal("topicId", await Refused.AsNotFoundAsync(() => host.NewReplyAsync(tenant.By(Bob), reply)));
        Assert.Equal("expectedVersion: version", await Refused.AsConflictAsync(() => host.SendAsync(tenant, new ModerateReply(reply, ReplyState.Approved, ExpectedVersion: 9))));
    }

    [Fact]
    public async Task Who_wrote_it_may_edit_it_and_others_need_to_be_moderators()
    {
        var tenant = await host.NewTenantAsync();
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant));
        var reply = await host.NewReplyAsync(tenant.By(Bob), topic);
        EditTopic Topic(bool isModerator = false) => new(topic, "New title", "New body", BodyFormat.Plain, isModerator);
        EditReply Reply(bool isModerator = false) => new(reply, "New reply", BodyFormat.Plain, isModerator);

        Assert.Equal(Permissions.ForumModerate, (await Assert.ThrowsAsync<ForbiddenException>(() => host.SendAsync(tenant.By(Bob), Topic()))).Rule);
        Assert.Equal(Permissions.ForumModerate, (await Assert.ThrowsAsync<ForbiddenException>(() => host.SendAsync(tenant.By(Ann), Reply()))).Rule);
        Assert.Equal(Permissions.ForumModerate, (await Assert.ThrowsAsync<ForbiddenException>(() => host.SendAsync(tenant, Reply()))).Rule);
        await host.SendAsync(tenant.By(Ann), Topic());
        await host.SendAsync(tenant.By(Bob), Reply());
        await host.SendAsync(tenant.By(Ann), Reply(isModerator: true));

        var row = (await host.RowsAsync("SELECT title, body, body_format, slug FROM content.node_translations WHERE node_id = $1", topic)).Single();
        Assert.Equal(("New title", "New body", "plain", "a-topic"), (row.Text("title"), row.Text("body"), row.Text("body_format"), row.Text("slug")));
        Assert.Equal(ReplyState.Approved, await host.ReplyStateAsync(reply));
    }

    [Fact]
    public async Task What_its_author_changes_is_looked_at_again_where_that_comes_first()
    {
        var tenant = await host.NewTenantAsync();
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant, Moderation.Pre));
        var (approved, rejected, hidden) = (await host.NewReplyAsync(tenant.By(Bob), topic), await host.NewReplyAsync(tenant.By(Bob), topic), await host.NewReplyAsync(tenant.By(Bob), topic));
        await ModerateAsync(tenant, approved, ReplyState.Approved);
        await ModerateAsync(tenant, rejected, ReplyState.Rejected);
        await ModerateAsync(tenant, hidden, ReplyState.Approved);
        await ModerateAsync(tenant, hidden, ReplyState.Hidden);

        foreach (var reply in (Guid[])[approved, rejected])
        {
            await host.SendAsync(tenant.By(Bob), new EditReply(reply, "Better", BodyFormat.Plain, IsModerator: false));
            Assert.Equal(ReplyState.Pending, await host.ReplyStateAsync(reply));
        }

        Assert.Equal("id: state", await Refused.AsConflictAsync(() => host.SendAsync(tenant.By(Bob), new EditReply(hidden, "Better", BodyFormat.Plain, IsModerator: false))));
    }

    [Fact]
    public async Task Readers_see_what_was_approved_and_authors_also_what_waits()
    {
        var tenant = await host.NewTenantAsync();
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant, Moderation.Pre));
        var replies = new List<Guid>();
        for (var i = 0; i < 4; i++)
            replies.Add(await host.NewReplyAsync(tenant.By(i == 3 ? Ann : Bob), topic, $"Reply {i}"));
        await ModerateAsync(tenant, replies[0], ReplyState.Approved);
        await ModerateAsync(tenant, replies[1], ReplyState.Rejected);
        await host.CatchUpAsync(tenant.TenantId);

        Assert.Equal([0], await SeenAsync(null));
        Assert.Equal([0, 1, 2], await SeenAsync(Bob));
        Assert.Equal([0, 3], await SeenAsync(Ann));
        Assert.Equal([2, 3], await QueueAsync(ReplyState.Pending));
        Assert.Equal([1], await QueueAsync(ReplyState.Rejected));
        await ModerateAsync(tenant, replies[0], ReplyState.Hidden);
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Empty(await SeenAsync(null));
        Assert.Equal([1, 2], await SeenAsync(Bob));
        Assert.Equal([0], await QueueAsync(ReplyState.Hidden));

        async Task<IEnumerable<int>> SeenAsync(Guid? viewer) => Indexes(await Queries.RepliesAsync(
            tenant.TenantId, topic, viewer, PageRequest.Create(ForumQueries.ReplyList, null, null, null, null), ["en"], true, ModuleHost.Cancellation));
        async Task<IEnumerable<int>> QueueAsync(ReplyState state) => Indexes(await Queries.QueueAsync(
            tenant.TenantId, new ReplyFilter { State = state }, PageRequest.Create(ForumQueries.QueueList, null, null, null, null), ["en"], true, ModuleHost.Cancellation));
        IEnumerable<int> Indexes(Page<NodeDocument> page) => page.Items.Select(i => replies.IndexOf(i.Item.Id));
    }

    [Fact]
    public async Task Nothing_of_an_archived_topic_is_seen_anywhere()
    {
        var tenant = await host.NewTenantAsync();
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant));
        var reply = await host.NewReplyAsync(tenant.By(Bob), topic, "A barnacle");
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal((1, 1, 1, 1, 1), await SeenAsync());

        await host.SendAsync(tenant, new SetTopicState(topic, TopicState.Archived, "Old"));
        await host.CatchUpAsync(tenant.TenantId);

        Assert.Equal((0, 0, 0, 0, 0), await SeenAsync());
        await host.SendAsync(tenant, new SetTopicState(topic, TopicState.Closed));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal((1, 1, 1, 1, 1), await SeenAsync());

        async Task<(int Replies, int Listed, int Found, int One, int BySlug)> SeenAsync()
        {
            var (nodes, search) = (host.Services.GetRequiredService<NodeQueries>(), host.Services.GetRequiredService<SearchQueries>());
            var replies = await Queries.RepliesAsync(tenant.TenantId, topic, Bob, PageRequest.Create(ForumQueries.ReplyList, null, null, null, null), ["en"], false, ModuleHost.Cancellation);
            var listed = await nodes.ListAsync(tenant.TenantId, new NodeFilter { ParentId = topic }, NodeOrder.Position,
                PageRequest.Create(NodeQueries.ListOf(NodeOrder.Position), null, null, null, null), ["en"], false, ModuleHost.Cancellation);
            var found = await search.SearchAsync(tenant.TenantId, "barnacle", null, ["en"], null, null, false, ModuleHost.Cancellation);
            var one = await nodes.FindAsync(tenant.TenantId, reply, NodeStatus.Published, ["en"], false, ModuleHost.Cancellation);
            var bySlug = await nodes.FindBySlugAsync(tenant.TenantId, NodeKind.ForumReply, $"reply-{reply:N}", NodeStatus.Published, ["en"], false, ModuleHost.Cancellation);
            return (replies.Items.Count, listed.Items.Count, found.Items.Count, one is null ? 0 : 1, bySlug is null ? 0 : 1);
        }
    }

    [Fact]
    public async Task A_topic_counts_approved_replies_and_moves_up_with_the_newest()
    {
        var tenant = await host.NewTenantAsync();
        var forum = await host.NewForumAsync(tenant, Moderation.Pre);
        var (first, second) = (await host.NewTopicAsync(tenant.By(Ann), forum, "First"), await host.NewTopicAsync(tenant.By(Ann), forum, "Second"));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal([("Second", 0), ("First", 0)], await ListAsync());

        var reply = await host.NewReplyAsync(tenant.By(Bob), first);
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal([("Second", 0), ("First", 0)], await ListAsync());
        await ModerateAsync(tenant, reply, ReplyState.Approved);
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal([("First", 1), ("Second", 0)], await ListAsync());
        await ModerateAsync(tenant, reply, ReplyState.Hidden);
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal([("Second", 0), ("First", 0)], await ListAsync());
        await ModerateAsync(tenant, reply, ReplyState.Approved);
        await host.SendAsync(tenant, new DeleteNode(reply));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal([("Second", 0), ("First", 0)], await ListAsync());
        await host.SendAsync(tenant, new DeleteNode(second));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal([("First", 0)], await ListAsync());

        async Task<IEnumerable<(string, int)>> ListAsync() => (await Queries.TopicsAsync(
            tenant.TenantId, new TopicFilter { CategoryId = forum }, PageRequest.Create(ForumQueries.TopicList, null, null, null, null), ["en"], false, ModuleHost.Cancellation))
            .Items.Select(i => (i.Item.Node.Title, i.Item.ReplyCount));
    }

    [Fact]
    public async Task Replies_that_are_applied_at_the_same_time_are_all_counted()
    {
        var tenant = await host.NewTenantAsync();
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant));
        for (var i = 0; i < 24; i++)
            await host.NewReplyAsync(tenant.By(Bob), topic);
        var events = await host.ReadLogAsync(tenant.TenantId);

        // As workers that have different partitions do.
        await Task.WhenAll(events.GroupBy(e => e.AggregateId).Select(one => host.ProjectAsync([.. one])));

        Assert.Equal(24, await host.ScalarAsync<int>("SELECT reply_count FROM read.forum_topics WHERE node_id = $1", topic));
    }

    [Fact]
    public async Task Lists_are_read_page_by_page_in_both_directions()
    {
        var tenant = await host.NewTenantAsync();
        var forum = await host.NewForumAsync(tenant);
        var topics = new List<Guid>();
        for (var i = 0; i < 5; i++)
            topics.Insert(0, await host.NewTopicAsync(tenant.By(Ann), forum, $"Topic {i}"));
        var replies = new List<Guid>();
        for (var i = 0; i < 5; i++)
            replies.Add(await host.NewReplyAsync(tenant.By(Bob), topics[0], $"Reply {i}"));
        await host.CatchUpAsync(tenant.TenantId);

        Assert.Equal(topics, await WalkAsync(TopicsAsync, ForumQueries.TopicList, backward: false));
        Assert.Equal(topics, await WalkAsync(TopicsAsync, ForumQueries.TopicList, backward: true));
        Assert.Equal(replies, await WalkAsync(RepliesAsync, ForumQueries.ReplyList, backward: false));
        Assert.Equal(replies, await WalkAsync(RepliesAsync, ForumQueries.ReplyList, backward: true));

        async Task<(List<Guid>, string?, string?)> TopicsAsync(PageRequest page)
        {
            var found = await Queries.TopicsAsync(tenant.TenantId, new TopicFilter(), page, ["en"], false, ModuleHost.Cancellation);
            return ([.. found.Items.Select(i => i.Item.Node.Id)], found.HasNext ? found.Items[^1].Cursor : null, found.HasPrevious ? found.Items[0].Cursor : null);
        }

        async Task<(List<Guid>, string?, string?)> RepliesAsync(PageRequest page)
        {
            var found = await Queries.RepliesAsync(tenant.TenantId, topics[0], null, page, ["en"], false, ModuleHost.Cancellation);
            return ([.. found.Items.Select(i => i.Item.Id)], found.HasNext ? found.Items[^1].Cursor : null, found.HasPrevious ? found.Items[0].Cursor : null);
        }
    }

    [Fact]
    public async Task What_people_write_is_read_in_the_language_it_was_written_in()
    {
        var tenant = await host.NewTenantAsync();
        var topic = await host.NewTopicAsync(tenant.By(Ann), await host.NewForumAsync(tenant));
        await host.SendAsync(tenant.By(Bob), new CreateReply { TopicId = topic, Body = "Das denke ich auch.", Locale = "de" });
        await host.CatchUpAsync(tenant.TenantId);

        var replies = await Queries.RepliesAsync(
            tenant.TenantId, topic, null, PageRequest.Create(ForumQueries.ReplyList, null, null, null, null), ["en"], true, ModuleHost.Cancellation);

        Assert.Equal([("de", "Das denke ich auch.")], replies.Items.Select(i => (i.Item.Locale, i.Item.Body!)));
    }

    [Fact]
    public async Task A_reply_stays_with_its_topic_and_follows_what_is_done_to_it_as_a_node()
    {
        var tenant = await host.NewTenantAsync();
        var forum = await host.NewForumAsync(tenant, Moderation.Pre);
        var (topic, other) = (await host.NewTopicAsync(tenant.By(Ann), forum), await host.NewTopicAsync(tenant.By(Ann), forum));
        var reply = await host.NewReplyAsync(tenant.By(Bob), topic);

        Assert.Equal(["parentId: kind"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new UpdateNode(reply) { ParentId = other })));
        await ModerateAsync(tenant, reply, ReplyState.Rejected);
        await host.SendAsync(tenant, new PublishNode(reply));
        Assert.Equal(ReplyState.Approved, await host.ReplyStateAsync(reply));
        await host.SendAsync(tenant, new ArchiveNode(reply, "Rude"));
        Assert.Equal(ReplyState.Hidden, await host.ReplyStateAsync(reply));
    }

    private Task<NodeResult> ModerateAsync(CommandContext tenant, Guid reply, ReplyState state) =>
        host.SendAsync(tenant, new ModerateReply(reply, state, state == ReplyState.Approved ? null : "Off topic"));

    /// <summary>All of a list by pages of two, from its beginning or from its end.</summary>
    private static async Task<List<Guid>> WalkAsync(Func<PageRequest, Task<(List<Guid> Ids, string? Next, string? Previous)>> read, string list, bool backward)
    {
        var all = new List<Guid>();
        for (string? cursor = null; ;)
        {
            var (ids, next, previous) = await read(backward ? PageRequest.Create(list, null, null, 2, cursor) : PageRequest.Create(list, 2, cursor, null, null));
            all.InsertRange(backward ? 0 : all.Count, ids);
            cursor = backward ? previous : next;
            if (cursor is null)
                return all;
        }
    }
}
