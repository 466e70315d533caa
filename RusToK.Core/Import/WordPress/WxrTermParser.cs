namespace RusToK.Core.Import.WordPress;

/// <summary>Reads a <c>wp:category</c>, <c>wp:tag</c> or <c>wp:term</c>: one shape under three sets of names.</summary>
internal sealed class WxrTermParser(WxrCursor cursor, WxrScope scope)
{
    private readonly List<WxrMeta> meta = [];
    private long? termId;
    private string taxonomy = "";
    private string slug = "";
    private string parent = "";
    private string name = "";
    private string description = "";

    /// <summary>The slug, as soon as it is known.</summary>
    public string? Identity => WxrField.NullIfEmpty(slug);

    public async ValueTask<WxrCategory> ParseCategoryAsync(WxrPosition position)
    {
        await ReadFieldsAsync();
        return new WxrCategory
        {
            Position = position,
            TermId = termId,
            Nicename = WxrField.Require(scope, "wp:category_nicename", slug),
            ParentNicename = WxrField.NullIfEmpty(parent),
            Name = name,
            Description = description,
            Meta = meta,
        };
    }

    public async ValueTask<WxrTag> ParseTagAsync(WxrPosition position)
    {
        await ReadFieldsAsync();
        return new WxrTag
        {
            Position = position,
            TermId = termId,
            Slug = WxrField.Require(scope, "wp:tag_slug", slug),
            Name = name,
            Description = description,
            Meta = meta,
        };
    }

    public async ValueTask<WxrTerm> ParseTermAsync(WxrPosition position)
    {
        await ReadFieldsAsync();
        return new WxrTerm
        {
            Position = position,
            TermId = termId,
            Taxonomy = WxrField.Require(scope, "wp:term_taxonomy", taxonomy),
            Slug = WxrField.Require(scope, "wp:term_slug", slug),
            ParentSlug = WxrField.NullIfEmpty(parent),
            Name = name,
            Description = description,
            Meta = meta,
        };
    }

    private async ValueTask ReadFieldsAsync()
    {
        while (await cursor.MoveToNextChildAsync(scope))
        {
            if (cursor.Namespace != WxrNamespace.Wp)
                continue;
            switch (cursor.LocalName)
            {
                case "term_id":
                    termId = await WxrField.ReadIdAsync(cursor);
                    break;
                case "term_taxonomy":
                    taxonomy = await cursor.ReadTextAsync();
                    break;
                case "category_nicename" or "tag_slug" or "term_slug":
                    slug = await cursor.ReadTextAsync();
                    break;
                case "category_parent" or "term_parent":
                    parent = await cursor.ReadTextAsync();
                    break;
                case "cat_name" or "tag_name" or "term_name":
                    name = await cursor.ReadTextAsync();
                    break;
                case "category_description" or "tag_description" or "term_description":
                    description = await cursor.ReadTextAsync();
                    break;
                case "termmeta":
                    meta.Add(await WxrMetaParser.ParseAsync(cursor));
                    break;
            }
        }
    }
}
