namespace RusToK.Core.Import.WordPress;

/// <summary>Reads a <c>wp:postmeta</c>, <c>wp:commentmeta</c> or <c>wp:termmeta</c>.</summary>
internal static class WxrMetaParser
{
    public static async ValueTask<WxrMeta> ParseAsync(WxrCursor cursor)
    {
        var scope = cursor.Open();
        string key = "", value = "";
        while (await cursor.MoveToNextChildAsync(scope))
        {
            switch (cursor.Namespace, cursor.LocalName)
            {
                case (WxrNamespace.Wp, "meta_key"):
                    key = await cursor.ReadTextAsync();
                    break;
                case (WxrNamespace.Wp, "meta_value"):
                    value = await cursor.ReadTextAsync();
                    break;
            }
        }

        return new WxrMeta(key, value);
    }
}
