namespace RusToK.Core.Import.WordPress;

/// <summary>
/// An entry that is well-formed XML but breaks a rule of WXR, such as a date that is none. Reading goes on behind it, so that
/// one bad item does not cost the rest; report it as skipped.
/// </summary>
public sealed record WxrRejected : WxrEntry
{
    /// <summary>Element of the entry: <c>item</c>, <c>wp:category</c>, ...</summary>
    public required string Element { get; init; }

    /// <summary>Id, slug or login read before the rule was broken; null when there was none yet.</summary>
    public string? Identity { get; init; }

    /// <summary>The rule, and where it was broken.</summary>
    public required WxrFormatException Reason { get; init; }
}
