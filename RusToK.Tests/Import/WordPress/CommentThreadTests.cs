using RusToK.Core.Import.WordPress;
using RusToK.Core.Import.WordPress.Running;
using Xunit;

namespace RusToK.Tests.Import.WordPress;

public sealed class CommentThreadTests
{
    [Fact]
    public void What_is_answered_comes_before_its_answers()
    {
        var ordered = Order([(3, 2), (2, 1), (1, 0), (4, 0)]);

        Assert.Equal([(1, null), (2, 1L), (3, 2L), (4, null)], ordered);
    }

    [Fact]
    public void An_answer_to_a_skipped_comment_moves_up_to_what_that_answered()
    {
        var ordered = Order([(1, 0), (2, 1), (3, 2)], skipped: [2]);

        Assert.Equal([(1, null), (3, 1L)], ordered);
    }

    [Fact]
    public void An_answer_to_a_comment_that_is_not_there_stands_below_the_item_and_says_so()
    {
        var comments = Comments([(1, 99)]);

        var (_, answered, note) = Assert.Single(CommentThreads.Order(comments, comments));

        Assert.Null(answered);
        Assert.Equal("comment-parent-missing", note!.Code);
    }

    [Fact]
    public void A_circle_is_opened_and_every_comment_comes_once()
    {
        var comments = Comments([(1, 3), (2, 1), (3, 2), (4, 4)]);

        var ordered = CommentThreads.Order(comments, comments).ToList();

        Assert.Equal([1, 2, 3, 4], ordered.Select(o => o.Comment.Id).Order());
        Assert.Equal(["comment-circle", "comment-circle"], ordered.Where(o => o.Answered is null).Select(o => o.Note!.Code));
    }

    [Fact]
    public void A_circle_of_skipped_comments_ends()
    {
        var ordered = Order([(1, 2), (2, 3), (3, 2)], skipped: [2, 3]);

        Assert.Equal([(1, null)], ordered);
    }

    [Fact]
    public void A_hundred_thousand_answers_to_each_other_are_ordered_without_recursion()
    {
        var comments = Comments([.. Enumerable.Range(1, 100_000).Reverse().Select(i => ((long)i, (long)i - 1))]);

        Assert.Equal(Enumerable.Range(1, 100_000).Select(i => (long)i), CommentThreads.Order(comments, comments).Select(o => o.Comment.Id));
    }

    private static IEnumerable<(long Id, long? Answered)> Order((long Id, long Answers)[] comments, long[]? skipped = null)
    {
        var all = Comments(comments);
        return CommentThreads.Order([.. all.Where(c => skipped?.Contains(c.Id) != true)], all).Select(o => (o.Comment.Id, o.Answered));
    }

    private static List<WxrComment> Comments((long Id, long Answers)[] comments) =>
    [
        .. comments.Select(c => new WxrComment
        {
            Id = c.Id, ParentId = c.Answers == 0 ? null : c.Answers, Author = "", AuthorEmail = "", AuthorUrl = "", Content = "", Approved = "1", Type = "",
        }),
    ];
}
