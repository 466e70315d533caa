using System.Globalization;
using RusToK.Core.Content.Queries;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>
/// What a filter lets through, when that is little. The planner takes a filter and an order for unrelated and walks the order until it has a page:
/// where they are related (a brand whose titles begin with its name) that is the whole catalog. So the products are counted first, up to a
/// bound: as many as that are read by key and sorted, and only lists of more are walked.
/// </summary>
/// <param name="most">How many are few.</param>
internal sealed class FewProducts(int most)
{
    /// <summary>Products that are sorted at most: some ten milliseconds.</summary>
    public const int Most = 2_500;

    /// <summary>Condition of what reads them, as <c>few</c>: their tenant and id.</summary>
    public string AreFew => $"(SELECT count(*) FROM few) <= {Bound(most)}";

    /// <summary>Condition of what walks the order.</summary>
    public string AreMany => $"(SELECT count(*) FROM few) > {Bound(most)}";

    /// <summary>Appends the common table expression.</summary>
    public QueryText Find(QueryText query, ProductFilter filter, string? status)
    {
        query.Append($"few AS MATERIALIZED (\n    SELECT p.tenant_id, p.id FROM read.products p WHERE p.tenant_id = {QueryText.Tenant}");
        if (status is not null)
            query.Append($" AND p.status = {query.Value(status)}");
        return query.Restrict(filter).Append($" LIMIT {Bound(most + 1)})");
    }

    private static string Bound(int number) => number.ToString(CultureInfo.InvariantCulture);
}
