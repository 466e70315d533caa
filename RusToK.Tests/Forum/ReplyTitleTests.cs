using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Nodes;
using Xunit;

namespace RusToK.Tests.Forum;

public sealed class ReplyTitleTests
{
    [Theory]
    [InlineData(BodyFormat.Markdown, "**Yes**,\n\n  I  do.", "Yes , I do.")]
    [InlineData(BodyFormat.Plain, "**Yes**", "**Yes**")]
    [InlineData(BodyFormat.Markdown, "***", "…")]
    public void A_reply_is_called_by_its_words_on_one_line(BodyFormat format, string body, string title) => Assert.Equal(title, ForumRules.TitleOf(format, body));

    [Fact]
    public void A_long_one_is_cut_between_words_or_where_there_are_none_between_characters()
    {
        Assert.Equal(string.Join(' ', Enumerable.Repeat("word", 16)) + " …", ForumRules.TitleOf(BodyFormat.Plain, string.Join(' ', Enumerable.Repeat("word", 100))));
        Assert.Equal(new string('x', 80) + " …", ForumRules.TitleOf(BodyFormat.Plain, new string('x', 100)));
        Assert.Equal("x" + string.Concat(Enumerable.Repeat("😀", 39)) + " …", ForumRules.TitleOf(BodyFormat.Plain, "x" + string.Concat(Enumerable.Repeat("😀", 60))));
    }
}
