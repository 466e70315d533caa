using System.Globalization;

namespace RusToK.Core.Import.WordPress;

/// <summary>Reads the children of an <c>item</c>.</summary>
internal sealed class WxrItemParser(WxrCursor cursor, WxrScope scope)
{
    private readonly List<WxrItemTerm> terms = [];
    private readonly List<WxrMeta> meta = [];
    private readonly List<WxrComment> comments = [];
    private long? postId;
    private long? parentId;
    private string postType = "";
    private string status = "";
    private string title = "";
    private string link = "";
    private string guid = "";
    private string slug = "";
    private string author = "";
    private string content = "";
    private string excerpt = "";
    private string commentStatus = "";
    private string attachmentUrl = "";
    private string pubDate = "";
    private int menuOrder;
    private bool isSticky;
    private bool hasPassword;
    private DateTime? postDate;
    private DateTime? postDateGmt;
    private DateTime? modifiedGmt;

    /// <summary>The id, as soon as it is known.</summary>
    public string? Identity => postId?.ToString(CultureInfo.InvariantCulture);

    public async ValueTask<WxrItem> ParseAsync(WxrPosition position)
    {
        while (await cursor.MoveToNextChildAsync(scope))
        {
            switch (cursor.Namespace)
            {
                case WxrNamespace.Wp:
                    await ReadWordPressFieldAsync();
                    break;
                case WxrNamespace.Rss:
                    await ReadRssFieldAsync();
                    break;
                case WxrNamespace.DublinCore when cursor.LocalName == "creator":
                    author = await cursor.ReadTextAsync();
                    break;
                case WxrNamespace.Content when cursor.LocalName == "encoded":
                    content = await cursor.ReadTextAsync();
                    break;
                case WxrNamespace.Excerpt when cursor.LocalName == "encoded":
                    excerpt = await cursor.ReadTextAsync();
                    break;
            }
        }

        return new WxrItem
        {
            Position = position,
            PostId = WxrField.RequireId(scope, "wp:post_id", postId),
            PostType = WxrField.Require(scope, "wp:post_type", postType),
            Status = status,
            Title = title,
            Link = link,
            FeedGuid = guid,
            Slug = slug,
            AuthorLogin = author,
            Content = content,
            Excerpt = excerpt,
            PostDateGmt = WxrField.Utc(postDateGmt),
            PostDate = WxrField.Local(postDate, postDateGmt),
            ModifiedGmt = WxrField.Utc(modifiedGmt),
            PubDate = WxrField.Rfc822(pubDate),
            ParentId = parentId,
            MenuOrder = menuOrder,
            IsSticky = isSticky,
            HasPassword = hasPassword,
            CommentStatus = commentStatus,
            AttachmentUrl = WxrField.NullIfEmpty(attachmentUrl),
            Terms = terms,
            Meta = meta,
            Comments = comments,
        };
    }

    private async ValueTask ReadRssFieldAsync()
    {
        switch (cursor.LocalName)
        {
            case "title":
                title = await cursor.ReadTextAsync();
                break;
            case "link":
                link = await cursor.ReadTextAsync();
                break;
            case "guid":
                guid = await cursor.ReadTextAsync();
                break;
            case "pubDate":
                pubDate = await cursor.ReadTextAsync();
                break;
            case "category":
                await ReadTermAsync();
                break;
        }
    }

    private async ValueTask ReadWordPressFieldAsync()
    {
        switch (cursor.LocalName)
        {
            case "post_id":
                postId = await WxrField.ReadIdAsync(cursor);
                break;
            case "post_type":
                postType = await cursor.ReadTextAsync();
                break;
            case "post_name":
                slug = await cursor.ReadTextAsync();
                break;
            case "post_parent":
                parentId = await WxrField.ReadIdAsync(cursor);
                break;
            case "post_date":
                postDate = await WxrField.ReadDateAsync(cursor);
                break;
            case "post_date_gmt":
                postDateGmt = await WxrField.ReadDateAsync(cursor);
                break;
            case "post_modified_gmt":
                modifiedGmt = await WxrField.ReadDateAsync(cursor);
                break;
            case "post_password":
                hasPassword = (await cursor.ReadTextAsync()).Length > 0;
                break;
            case "status":
                status = await cursor.ReadTextAsync();
                break;
            case "comment_status":
                commentStatus = await cursor.ReadTextAsync();
                break;
            case "menu_order":
                menuOrder = await WxrField.ReadIntegerAsync(cursor);
                break;
            case "is_sticky":
                isSticky = await WxrField.ReadIntegerAsync(cursor) != 0;
                break;
            case "attachment_url":
                attachmentUrl = await cursor.ReadTextAsync();
                break;
            case "postmeta":
                meta.Add(await WxrMetaParser.ParseAsync(cursor));
                break;
            case "comment":
                comments.Add(await WxrCommentParser.ParseAsync(cursor));
                break;
        }
    }

    // Format 1.0 repeats each term without a nicename; like WordPress' own importer, only those with one count.
    private async ValueTask ReadTermAsync()
    {
        var domain = cursor.Attribute("domain");
        var nicename = cursor.Attribute("nicename");
        var name = await cursor.ReadTextAsync();
        if (string.IsNullOrEmpty(domain) || string.IsNullOrEmpty(nicename))
            return;
        terms.Add(new WxrItemTerm(domain == "tag" ? "post_tag" : domain, nicename, name));
    }
}
