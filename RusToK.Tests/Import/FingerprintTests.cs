using RusToK.Core.Import;
using Xunit;

namespace RusToK.Tests.Import;

public sealed class FingerprintTests
{
    [Fact]
    public void Equal_things_have_equal_text_and_survive_being_stored()
    {
        var fingerprint = new Fingerprint().Add("words", "a", null, "b").Add("place", "1");

        Assert.Equal(fingerprint.ToString(), new Fingerprint().Add("words", "a", null, "b").Add("place", "1").ToString());
        Assert.Equal(fingerprint.ToString(), Fingerprint.Parse(fingerprint.ToString()).ToString());
    }

    [Fact]
    public void A_letter_that_moves_from_one_value_to_the_next_is_a_change() =>
        Assert.NotEqual(new Fingerprint().Add("p", "ab", "c")["p"], new Fingerprint().Add("p", "a", "bc")["p"]);

    [Fact]
    public void Nothing_is_not_the_same_as_an_empty_text() =>
        Assert.NotEqual(new Fingerprint().Add("p", [null])["p"], new Fingerprint().Add("p", "")["p"]);

    [Fact]
    public void One_with_fewer_parts_is_within_one_that_has_them_and_more()
    {
        var few = new Fingerprint().Add("words", "a");
        var more = new Fingerprint().Add("place", "1").Add("words", "a");

        Assert.True(few.IsWithin(more));
        Assert.False(more.IsWithin(few));
    }

    [Theory]
    [InlineData("old", "old", "old", false, "Leave")]
    [InlineData("old", "old", "mine", false, "Leave")]
    [InlineData("new", "old", "old", false, "Apply")]
    [InlineData("new", "old", "new", false, "AlreadySo")]
    [InlineData("new", "old", "mine", false, "Keep")]
    [InlineData("new", "old", "mine", true, "Apply")]
    [InlineData("old", "old", "mine", true, "Apply")]
    [InlineData("old", "old", "old", true, "Leave")]
    public void What_is_done_follows_from_the_file_now_the_file_then_and_what_is_here(
        string wanted, string last, string current, bool overwrite, string decision)
    {
        static Fingerprint Of(string value) => new Fingerprint().Add("words", value);

        Assert.Equal(decision, PartDecisions.Decide("words", Of(wanted), Of(last), Of(current), overwrite).ToString());
    }

    [Fact]
    public void A_part_nothing_is_remembered_of_is_kept_unless_it_is_what_the_file_says()
    {
        static Fingerprint Of(string value) => new Fingerprint().Add("words", value);

        Assert.Equal(PartDecision.Keep, PartDecisions.Decide("words", Of("file"), Fingerprint.Parse(null), Of("here"), overwrite: false));
        Assert.Equal(PartDecision.AlreadySo, PartDecisions.Decide("words", Of("same"), Fingerprint.Parse(null), Of("same"), overwrite: false));
    }

    [Fact]
    public void A_set_of_ids_knows_each_once()
    {
        var ids = new IdSet();

        Assert.True(ids.Add(63));
        Assert.True(ids.Add(64));
        Assert.True(ids.Add(long.MaxValue));
        Assert.False(ids.Add(64));
        Assert.True(ids.Contains(63));
        Assert.False(ids.Contains(62));
        Assert.False(ids.Contains(0));
    }
}
