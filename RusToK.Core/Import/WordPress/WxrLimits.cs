namespace RusToK.Core.Import.WordPress;

/// <summary>How much of a file is held in memory at a time. Beyond either limit reading ends with a <see cref="WxrFormatException"/>.</summary>
public sealed record WxrLimits
{
    public static WxrLimits Default { get; } = new();

    /// <summary>Characters (UTF-16 units) in one field; default 10,000,000.</summary>
    public int MaxFieldCharacters { get; init; } = 10_000_000;

    /// <summary>Characters (UTF-16 units) in all fields of one entry, an item's comments and custom fields included; default 50,000,000.</summary>
    public int MaxEntryCharacters { get; init; } = 50_000_000;
}
