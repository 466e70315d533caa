namespace RusToK.Core.Import.WordPress;

/// <summary>
/// One record of a WordPress eXtended RSS (WXR) file. Texts are as XML gives them: character data and CDATA sections joined,
/// line endings as LF, nothing trimmed and nothing decoded a second time. A text the file leaves out is empty.
/// </summary>
/// <seealso href="https://github.com/WordPress/WordPress/blob/master/wp-admin/includes/export.php"/>
public abstract record WxrEntry
{
    public required WxrPosition Position { get; init; }
}
