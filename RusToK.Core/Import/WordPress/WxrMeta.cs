using RusToK.Core.Privacy;

namespace RusToK.Core.Import.WordPress;

/// <summary>A custom field. The value may be a PHP-serialized structure; it is not decoded.</summary>
public sealed record WxrMeta(string Key, [property: Confidential] string Value)
{
    public override string ToString() => Printed.Of(this);
}
