namespace RusToK.Core.Import.WordPress;

/// <summary>Reads a <c>wp:author</c>.</summary>
internal sealed class WxrAuthorParser(WxrCursor cursor, WxrScope scope)
{
    private long? id;
    private string login = "";
    private string email = "";
    private string displayName = "";
    private string firstName = "";
    private string lastName = "";

    /// <summary>The login, as soon as it is known.</summary>
    public string? Identity => WxrField.NullIfEmpty(login);

    public async ValueTask<WxrAuthor> ParseAsync(WxrPosition position)
    {
        while (await cursor.MoveToNextChildAsync(scope))
        {
            if (cursor.Namespace != WxrNamespace.Wp)
                continue;
            switch (cursor.LocalName)
            {
                case "author_id":
                    id = await WxrField.ReadIdAsync(cursor);
                    break;
                case "author_login":
                    login = await cursor.ReadTextAsync();
                    break;
                case "author_email":
                    email = await cursor.ReadTextAsync();
                    break;
                case "author_display_name":
                    displayName = await cursor.ReadTextAsync();
                    break;
                case "author_first_name":
                    firstName = await cursor.ReadTextAsync();
                    break;
                case "author_last_name":
                    lastName = await cursor.ReadTextAsync();
                    break;
            }
        }

        return new WxrAuthor
        {
            Position = position,
            Id = id,
            Login = WxrField.Require(scope, "wp:author_login", login),
            Email = email,
            DisplayName = displayName,
            FirstName = firstName,
            LastName = lastName,
        };
    }
}
