using System.Globalization;
using RusToK.Api.GraphQL.Server.Documents;

namespace RusToK.Benchmarks.GraphQL.Contestants;

/// <summary>What all contestants are asked.</summary>
/// <param name="Name">As in the table and in the path of those that know no GraphQL.</param>
/// <param name="Document">In GraphQL.</param>
/// <param name="Products">How many the answer has.</param>
internal sealed record ProductQuestion(string Name, string Document, int Products)
{
    /// <summary>An active product of any catalog of more than a thousand.</summary>
    public const int Number = 1_001;

    private const string Fields = "{ id handle title vendor type inStock variants { id sku position prices { currency amount } } }";

    public static string Handle { get; } = HandleOf(Number);

    public static IReadOnlyList<ProductQuestion> All { get; } =
    [
        new("list", $"query List {{ products(first: 20) {{ nodes {Fields} }} }}", 20),
        ByHandle(Number),
    ];

    /// <summary>One product.</summary>
    /// <param name="number">In its catalog; an active one.</param>
    public static ProductQuestion ByHandle(int number) => new("product", $"query One {{ product(handle: \"{HandleOf(number)}\") {Fields} }}", 1);

    /// <summary>Of the product of a number in its catalog.</summary>
    public static string HandleOf(int number) => "product-" + number.ToString(CultureInfo.InvariantCulture);

    public string Hash => DocumentHash.Of(Document);
}
