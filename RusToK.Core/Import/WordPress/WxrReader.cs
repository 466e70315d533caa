using System.Runtime.CompilerServices;

namespace RusToK.Core.Import.WordPress;

/// <summary>
/// Reads a WordPress export (WXR 1.x) entry by entry; memory holds one entry at a time, whatever the size of the file. The
/// stream is read asynchronously only and stays open. Document type declarations are refused and nothing outside the file is
/// ever resolved.
/// </summary>
/// <param name="stream">The file, from its first byte. Need not be seekable.</param>
/// <param name="limits">Bounds of memory; <see cref="WxrLimits.Default"/> when null.</param>
public sealed class WxrReader(Stream stream, WxrLimits? limits = null)
{
    private readonly WxrLimits limits = limits ?? WxrLimits.Default;
    private readonly ByteCounter counter = new();
    private bool isStarted;

    /// <summary>Bytes taken from the stream so far. May be asked from another thread while reading goes on.</summary>
    public long BytesRead => counter.Count;

    /// <summary>
    /// Yields a <see cref="WxrSite"/>, then every author, category, tag, term and item in the order of the file. Elements this
    /// reader does not know are passed over.
    /// </summary>
    /// <exception cref="WxrFormatException">
    /// The file is not WXR, is not well-formed, is cut short or breaks a limit. Every entry complete before that place has been
    /// yielded. An entry that is well-formed but invalid does not throw: it is yielded as <see cref="WxrRejected"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">The stream was already read.</exception>
    public async IAsyncEnumerable<WxrEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (isStarted)
            throw new InvalidOperationException("A WxrReader reads its stream once; open the file again and make a new one.");
        isStarted = true;

        await using var counted = new CountingStream(stream, counter, WxrCursor.MaxBytesPerStep(limits), cancellationToken);
        using var cursor = new WxrCursor(counted, limits);
        var root = await OpenRootAsync(cursor);
        var channel = await OpenChannelAsync(cursor, root);
        var site = new WxrSiteParser(cursor, channel);
        var isSiteComplete = false;
        long ordinal = 0;
        while (await cursor.MoveToNextChildAsync(channel))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsEntry(cursor))
            {
                if (!isSiteComplete)
                    await site.ReadFieldAsync();
                continue;
            }

            if (!isSiteComplete)
            {
                isSiteComplete = true;
                yield return site.Complete();
            }

            yield return await ReadEntryAsync(cursor, ++ordinal);
        }

        if (!isSiteComplete)
            yield return site.Complete();
        if (await cursor.MoveToNextChildAsync(root))
            throw cursor.Fault("an <rss> element holds exactly one <channel>");
        await cursor.ReadToEndOfFileAsync();
    }

    private static async ValueTask<WxrScope> OpenRootAsync(WxrCursor cursor)
    {
        await cursor.MoveToRootAsync();
        return cursor.Namespace == WxrNamespace.Rss && cursor.LocalName == "rss"
            ? cursor.Open()
            : throw cursor.Fault("the root element must be <rss>");
    }

    private static async ValueTask<WxrScope> OpenChannelAsync(WxrCursor cursor, WxrScope root)
    {
        while (await cursor.MoveToNextChildAsync(root))
        {
            if (cursor.Namespace == WxrNamespace.Rss && cursor.LocalName == "channel")
                return cursor.Open();
        }

        throw cursor.Fault(root, "an <rss> element holds exactly one <channel>");
    }

    private static bool IsEntry(WxrCursor cursor) => (cursor.Namespace, cursor.LocalName) switch
    {
        (WxrNamespace.Rss, "item") => true,
        (WxrNamespace.Wp, "author" or "category" or "tag" or "term") => true,
        _ => false,
    };

    private static async ValueTask<WxrEntry> ReadEntryAsync(WxrCursor cursor, long ordinal)
    {
        cursor.BeginEntry();
        var scope = cursor.Open();
        var position = cursor.PositionOf(scope, ordinal);
        switch (cursor.LocalName)
        {
            case "author":
                var author = new WxrAuthorParser(cursor, scope);
                return await ReadOrRejectAsync(author.ParseAsync, () => author.Identity);
            case "category":
                var category = new WxrTermParser(cursor, scope);
                return await ReadOrRejectAsync(category.ParseCategoryAsync, () => category.Identity);
            case "tag":
                var tag = new WxrTermParser(cursor, scope);
                return await ReadOrRejectAsync(tag.ParseTagAsync, () => tag.Identity);
            case "term":
                var term = new WxrTermParser(cursor, scope);
                return await ReadOrRejectAsync(term.ParseTermAsync, () => term.Identity);
            default:
                var item = new WxrItemParser(cursor, scope);
                return await ReadOrRejectAsync(item.ParseAsync, () => item.Identity);
        }

        async ValueTask<WxrEntry> ReadOrRejectAsync<TEntry>(Func<WxrPosition, ValueTask<TEntry>> parse, Func<string?> identity)
            where TEntry : WxrEntry
        {
            try
            {
                return await parse(position);
            }
            catch (WxrFormatException error) when (error.IsConfinedToEntry)
            {
                while (await cursor.MoveToNextChildAsync(scope))
                {
                }

                return new WxrRejected { Position = position, Element = scope.Name, Identity = identity(), Reason = error };
            }
        }
    }
}
