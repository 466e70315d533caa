using System.Security.Cryptography;
using System.Text;

namespace RusToK.Benchmarks.Mixed.Customers;

/// <summary>A GraphQL document that customers send.</summary>
/// <param name="Text">Its operation has a name, as those of applications have.</param>
internal sealed record Document(string Text)
{
    public static readonly Document List = new("""
        query Shelf { products(first: 20, currency: "EUR") { nodes { id title handle inStock variants { id sku price { amount currency } } } } }
        """);

    public static readonly Document Product = new("""
        query One($handle: String!) { product(handle: $handle, currency: "EUR") { id title handle vendor description variants { id sku price { amount currency } available } } }
        """);

    public static readonly Document Search = new("""
        query Search($words: String!) { products(search: $words, first: 10, currency: "EUR") { nodes { id title handle variants { id price { amount } } } } }
        """);

    public static readonly Document Stock = new("""
        query Stock($id: UUID!) { product(id: $id, currency: "EUR") { variants { id available price { amount } } } }
        """);

    public static readonly Document PlaceOrder = new("mutation PlaceOrder($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id status } } }");

    public static readonly Document UpdateProduct = new("mutation UpdateProduct($input: UpdateProductInput!) { updateProduct(input: $input) { id version } }");

    public static readonly Document CreateNode = new("mutation CreateNode($input: CreateNodeInput!) { createNode(input: $input) { id version } }");

    /// <summary>SHA-256 of the text in lower-case hexadecimal, as automatic persisted queries name it.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}
