using RusToK.Benchmarks.Growth.Databases;
using RusToK.Benchmarks.GraphQL.Contestants;

namespace RusToK.Benchmarks.Growth.Load;

/// <summary>What readers ask for, of all tenants evenly and of products from all over the catalog.</summary>
/// <param name="Name">As in the tables.</param>
/// <param name="Numbers">Of the products that are asked for by handle; none for the list.</param>
internal sealed record GrowthQuestion(string Name, IReadOnlyList<int> Numbers)
{
    /// <summary>The same number from a small catalog as from a large one.</summary>
    private const int MostHandles = 500;

    /// <summary>So many questions at least, so that few tenants warm a process up as well as many.</summary>
    private const int LeastQuestions = 1_000;

    /// <summary>The list of 20, and one product by its handle.</summary>
    public static IReadOnlyList<GrowthQuestion> Of(GrownDatabase database)
    {
        var handles = Math.Min(MostHandles, database.Products);
        return
        [
            new("list of 20", []),
            new("product by handle", [.. Enumerable.Range(0, handles).Select(i => 1 + (int)((long)i * database.Products / handles)).Where(IsActive)]),
        ];
    }

    /// <summary>Which tenant is asked which question; every tenant and every product at least once.</summary>
    public IEnumerable<(Guid Tenant, ProductQuestion Question)> Of(IReadOnlyList<Guid> tenants) =>
        from i in Enumerable.Range(0, Math.Max(LeastQuestions, tenants.Count))
        select (tenants[i % tenants.Count], Numbers.Count == 0 ? ProductQuestion.All[0] : ProductQuestion.ByHandle(Numbers[i % Numbers.Count]));

    // As catalog.sql has it.
    private static bool IsActive(int number) => number % 20 != 0 && number % 33 != 0;
}
