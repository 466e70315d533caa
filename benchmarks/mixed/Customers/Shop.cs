namespace RusToK.Benchmarks.Mixed.Customers;

/// <summary>A product of a shop.</summary>
/// <param name="Id">Chosen by the benchmark.</param>
/// <param name="Handle">By which readers ask for it.</param>
/// <param name="Word">A word of its title, which searches look for.</param>
/// <param name="Variants">What can be ordered of it.</param>
internal sealed record ShopProduct(Guid Id, string Handle, string Word, IReadOnlyList<Guid> Variants);

/// <summary>A tenant, what it sells, and who is signed in there.</summary>
/// <param name="slug">Requests name the tenant by it.</param>
/// <param name="products">What it sells.</param>
internal sealed class Shop(string slug, IReadOnlyList<ShopProduct> products)
{
    private volatile string _buyerToken = "";
    private volatile string _editorToken = "";

    public string Slug => slug;

    public IReadOnlyList<ShopProduct> Products => products;

    /// <summary>Access token of a customer; replaced before it expires.</summary>
    public string BuyerToken
    {
        get => _buyerToken;
        set => _buyerToken = value;
    }

    /// <summary>Access token of an administrator; replaced before it expires.</summary>
    public string EditorToken
    {
        get => _editorToken;
        set => _editorToken = value;
    }
}
