namespace RusToK.Core.Import.Shopify;

/// <summary>The file is no product CSV, or breaks the rules of CSV. The message names line and rule.</summary>
public sealed class ShopifyFormatException : Exception
{
    internal ShopifyFormatException(int line, string rule, Exception? inner = null)
        : base($"line {line}: {rule}", inner)
    {
        Line = line;
    }

    /// <summary>From 1.</summary>
    public int Line { get; }
}
