namespace RusToK.Core.Import.Shopify;

/// <summary>The records that follow each other and have one handle.</summary>
/// <param name="Handle">Names the product.</param>
/// <param name="Rows">At least one; the first describes the product.</param>
internal sealed record ShopifyProduct(string Handle, IReadOnlyList<ShopifyRow> Rows)
{
    /// <summary>More are not kept: a product has at most 100 variants and 250 images.</summary>
    public const int MaxRows = 1_000;

    public int Line => Rows[0].Line;

    public string Title => Rows[0][ShopifyColumns.Title];

    /// <summary>It goes on past <see cref="MaxRows"/>.</summary>
    public bool IsCutOff { get; init; }
}
