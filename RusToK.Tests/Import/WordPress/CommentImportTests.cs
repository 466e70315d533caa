using RusToK.Core.Content.Nodes.Commands;
using Xunit;

namespace RusToK.Tests.Import.WordPress;

/// <summary>What comments become: replies below their item.</summary>
public sealed class CommentImportTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Fact]
    public async Task An_approved_comment_is_a_published_reply_and_a_pending_one_a_draft()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1)
        {
            Comments = [new ExportedComment(5) { Body = "I <b>like</b> it\n" }, new ExportedComment(6) { Approved = "0", Body = "" }],
        }));

        var (item, approved, pending) = (await tenant.NodeAsync(1), await tenant.ReplyAsync(5), await tenant.ReplyAsync(6));
        Assert.Equal(
            ("forum_reply", "published", "2020-02-03 04:05:06", item.Id, 1, "I <b>like</b> it\n", "html", "I like it", "comment-5"),
            (approved.Kind, approved.Status, approved.PublishedAt, approved.ParentId!.Value, approved.Depth, approved.Body, approved.BodyFormat, approved.Title, approved.Slug));
        Assert.Equal(("draft", "", "#6", "pending"), (pending.Status, pending.PublishedAt, pending.Title, pending.Detail("status")));
        Assert.Equal((2, 0, 0, 0), result.Of("comment"));
    }

    [Fact]
    public async Task The_author_is_named_and_neither_mail_nor_network_address_is_kept()
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1)
        {
            Comments = [new ExportedComment(5) { Author = "Bob &amp; co" }, new ExportedComment(6) { Author = "eve@secret.test" }],
        }));

        Assert.Equal("""{"name": "Bob & co"}""", (await tenant.ReplyAsync(5)).Details.GetProperty("author").GetRawText());
        Assert.Null((await tenant.ReplyAsync(6)).Detail("author"));
        var everything = string.Join('\n', (await host.RowsAsync("SELECT payload::text FROM events.log WHERE tenant_id = $1", tenant.Tenant.Id)).Select(r => r[0]));
        Assert.Contains("I like it", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("secret.test", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.77", everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Threads_are_trees_in_the_order_in_which_they_were_written()
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1)
        {
            Comments =
            [
                new ExportedComment(3, 2), new ExportedComment(2, 1), new ExportedComment(1) { Date = "2020-02-03 00:00:02" },
                new ExportedComment(4) { Date = "2020-02-03 00:00:01" },
            ],
        }));

        Assert.Equal((await tenant.ReplyAsync(2)).Id, (await tenant.ReplyAsync(3)).ParentId);
        Assert.Equal((await tenant.ReplyAsync(1)).Id, (await tenant.ReplyAsync(2)).ParentId);
        Assert.Equal((1, 2, 3), ((await tenant.ReplyAsync(1)).Depth, (await tenant.ReplyAsync(2)).Depth, (await tenant.ReplyAsync(3)).Depth));
        Assert.Equal((await tenant.ReplyAsync(1)).Position - 1, (await tenant.ReplyAsync(4)).Position);
    }

    [Theory]
    [InlineData("spam", "comment", "spam")]
    [InlineData("trash", "comment", "in-trash")]
    [InlineData("post-trashed", "", "in-trash")]
    [InlineData("1", "pingback", "pingback")]
    [InlineData("1", "trackback", "trackback")]
    [InlineData("1", "order_note", "comment-type")]
    public async Task What_is_no_reply_is_skipped_with_a_reason_and_answers_move_up(string approved, string type, string reason)
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1)
        {
            Comments = [new ExportedComment(4), new ExportedComment(5, 4) { Approved = approved, Type = type }, new ExportedComment(6, 5)],
        }));

        Assert.Null(await tenant.FindAsync(5, "comment"));
        Assert.Equal((await tenant.ReplyAsync(4)).Id, (await tenant.ReplyAsync(6)).ParentId);
        Assert.Equal([reason], result.SkippedBecause("comment"));
        Assert.Equal((2, 0, 0, 1), result.Of("comment"));
    }

    [Fact]
    public async Task An_answer_to_nothing_in_the_file_stands_below_the_item_with_a_note()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Comments = [new ExportedComment(5, 99)] }));

        Assert.Equal((await tenant.NodeAsync(1)).Id, (await tenant.ReplyAsync(5)).ParentId);
        Assert.Equal(["comment-parent-missing"], result.NotedBecause("comment"));
    }

    [Fact]
    public async Task A_thread_deeper_than_the_tree_may_be_goes_on_below_the_item()
    {
        var tenant = await host.NewTenantAsync();
        var thread = Enumerable.Range(1, 103).Select(i => new ExportedComment(i, i - 1)).ToArray();

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Comments = thread }));

        Assert.Equal(100, (await tenant.ReplyAsync(100)).Depth);
        Assert.Equal((1, (Guid?)(await tenant.NodeAsync(1)).Id), ((await tenant.ReplyAsync(101)).Depth, (await tenant.ReplyAsync(101)).ParentId));
        Assert.Equal(3, (await tenant.ReplyAsync(103)).Depth);
        Assert.Equal((103, 0, 0, 0), result.Of("comment"));
        Assert.Equal(["parent-refused"], result.NotedBecause("comment"));
    }

    [Fact]
    public async Task A_comment_past_the_bound_is_skipped_and_its_answers_stay()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1)
        {
            Comments = [new ExportedComment(5) { Body = new string('x', 1_000_001) }, new ExportedComment(6, 5)],
        }));

        Assert.Equal(["body-max-length"], result.SkippedBecause("comment"));
        Assert.Equal((await tenant.NodeAsync(1)).Id, (await tenant.ReplyAsync(6)).ParentId);
    }

    [Fact]
    public async Task A_comment_that_was_approved_since_is_published_and_a_new_one_added()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Comments = [new ExportedComment(5) { Approved = "0" }] }));

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Comments = [new ExportedComment(5), new ExportedComment(6)] }));

        Assert.Equal(("published", "2020-02-03 04:05:06"), ((await tenant.ReplyAsync(5)).Status, (await tenant.ReplyAsync(5)).PublishedAt));
        Assert.Equal((1, 1, 0, 0), result.Of("comment"));
        Assert.Equal((0, 0, 1, 0), result.Of("post"));
    }

    [Fact]
    public async Task Comments_of_an_item_deleted_here_are_skipped()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Post(1));
        await tenant.SendAsync(new DeleteNode((await tenant.NodeAsync(1)).Id));

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Title = "A post", Comments = [new ExportedComment(5)] }));

        Assert.Equal(["deleted-here"], result.SkippedBecause("post"));
        Assert.Equal(["item-skipped"], result.SkippedBecause("comment"));
        Assert.Equal(0, await tenant.CountNodesAsync());
    }
}
