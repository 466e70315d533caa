using System.Text;
using RusToK.Core.Import.WordPress;
using Xunit;

namespace RusToK.Tests.Import;

public sealed class WxrFuzzTests
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes(WxrDocument.Full.TrimEnd());

    [Fact(Timeout = 60_000)]
    public async Task Cut_at_any_byte_it_yields_a_prefix_and_then_a_format_error()
    {
        var (whole, _) = await WxrDocument.TryReadAsync(Document);
        for (var length = 0; length < Document.Length; length++)
        {
            var (entries, error) = await WxrDocument.TryReadAsync(Document[..length]);

            Assert.True(error is not null, $"cut at byte {length}: no error");
            Assert.True(
                whole.Take(entries.Count).Select(Identity).SequenceEqual(entries.Select(Identity)),
                $"cut at byte {length}: not a prefix");
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Flipped_bits_give_entries_or_a_format_error_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var failures = 0;
        for (var round = 0; round < 1000; round++)
        {
            var damaged = Document.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));

            var (_, error) = await WxrDocument.TryReadAsync(damaged);
            failures += error is null ? 0 : 1;
        }

        Assert.InRange(failures, 1, 999);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Random_bytes_written_over_it_give_entries_or_a_format_error_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var failures = 0;
        for (var round = 0; round < 1000; round++)
        {
            var damaged = Document.ToArray();
            var start = random.Next(damaged.Length);
            random.NextBytes(damaged.AsSpan(start, Math.Min(random.Next(1, 9), damaged.Length - start)));

            var (_, error) = await WxrDocument.TryReadAsync(damaged);
            failures += error is null ? 0 : 1;
        }

        Assert.InRange(failures, 1, 1000);
    }

    private static string Identity(WxrEntry entry) => entry switch
    {
        WxrItem item => $"item {item.PostId} {item.Content} {item.Comments.Count}",
        WxrAuthor author => $"author {author.Login} {author.FirstName}",
        WxrCategory category => $"category {category.Nicename} {category.Name}",
        WxrTag tag => $"tag {tag.Slug} {tag.Name}",
        WxrTerm term => $"term {term.Slug} {term.Name}",
        WxrSite site => $"site {site.Title} {site.BaseBlogUrl}",
        _ => throw new InvalidOperationException($"The document holds no {entry.GetType().Name}."),
    };
}
