namespace RusToK.Core.Import.WordPress;

/// <summary>Reads a <c>wp:comment</c>.</summary>
internal static class WxrCommentParser
{
    public static async ValueTask<WxrComment> ParseAsync(WxrCursor cursor)
    {
        var scope = cursor.Open();
        long? id = null, parentId = null, userId = null;
        string author = "", email = "", url = "", content = "", approved = "", type = "";
        DateTime? dateGmt = null;
        List<WxrMeta> meta = [];
        while (await cursor.MoveToNextChildAsync(scope))
        {
            if (cursor.Namespace != WxrNamespace.Wp)
                continue;
            switch (cursor.LocalName)
            {
                case "comment_id":
                    id = await WxrField.ReadIdAsync(cursor);
                    break;
                case "comment_author":
                    author = await cursor.ReadTextAsync();
                    break;
                case "comment_author_email":
                    email = await cursor.ReadTextAsync();
                    break;
                case "comment_author_url":
                    url = await cursor.ReadTextAsync();
                    break;
                case "comment_date_gmt":
                    dateGmt = await WxrField.ReadDateAsync(cursor);
                    break;
                case "comment_content":
                    content = await cursor.ReadTextAsync();
                    break;
                case "comment_approved":
                    approved = await cursor.ReadTextAsync();
                    break;
                case "comment_type":
                    type = await cursor.ReadTextAsync();
                    break;
                case "comment_parent":
                    parentId = await WxrField.ReadIdAsync(cursor);
                    break;
                case "comment_user_id":
                    userId = await WxrField.ReadIdAsync(cursor);
                    break;
                case "commentmeta":
                    meta.Add(await WxrMetaParser.ParseAsync(cursor));
                    break;
            }
        }

        return new WxrComment
        {
            Id = WxrField.RequireId(scope, "wp:comment_id", id),
            Author = author,
            AuthorEmail = email,
            AuthorUrl = url,
            DateGmt = WxrField.Utc(dateGmt),
            Content = content,
            Approved = approved,
            Type = type,
            ParentId = parentId,
            UserId = userId,
            Meta = meta,
        };
    }
}
