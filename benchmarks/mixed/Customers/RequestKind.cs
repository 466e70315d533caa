namespace RusToK.Benchmarks.Mixed.Customers;

/// <summary>One kind of arrival, which is a request or two.</summary>
/// <param name="Name">As in the tables.</param>
/// <param name="Share">Its part of all arrivals; all parts make 1.</param>
internal sealed record RequestKind(string Name, double Share)
{
    /// <summary>A GET by the document's hash, from nobody in particular.</summary>
    public static readonly RequestKind PersistedList = new("reader: list, persisted", 0.20);

    /// <summary>A POST of the document's text by somebody signed in; so are the others that are not persisted.</summary>
    public static readonly RequestKind List = new("reader: list, signed in", 0.20);

    public static readonly RequestKind PersistedProduct = new("reader: product, persisted", 0.125);

    public static readonly RequestKind Product = new("reader: product, signed in", 0.125);

    public static readonly RequestKind PersistedSearch = new("reader: search, persisted", 0.075);

    public static readonly RequestKind Search = new("reader: search, signed in", 0.075);

    /// <summary>Two requests: what a product has in stock, and then an order of it. The cart is the buyer's own.</summary>
    public static readonly RequestKind Checkout = new("buyer: stock, then order", 0.12);

    public static readonly RequestKind UpdateProduct = new("editor: updateProduct", 0.04);

    public static readonly RequestKind CreateNode = new("editor: createNode", 0.04);

    public static IReadOnlyList<RequestKind> All { get; } =
        [PersistedList, List, PersistedProduct, Product, PersistedSearch, Search, Checkout, UpdateProduct, CreateNode];
}
