using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Content.Queries;
using RusToK.Core.Persistence;
using Xunit;

namespace RusToK.Tests.Commerce;

/// <summary>
/// One tenant with forty thousand products among three thousand with four each: a plan that is made once, for a tenant of the average size, walks the
/// index of the large one as well.
/// </summary>
public sealed class SkewedTenantsPlanTests(SkewedTenantsPlanTests.SkewedTenants catalog) : IClassFixture<SkewedTenantsPlanTests.SkewedTenants>
{
    public static TheoryData<string, string, ProductList> Lists
    {
        get
        {
            var lists = new TheoryData<string, string, ProductList>();
            foreach (var row in ProductPlanTests.Lists)
                if (!row.Data.Item3.Filter.Restricts)
                    lists.Add(row);
            return lists;
        }
    }

    [Theory]
    [MemberData(nameof(Lists), DisableDiscoveryEnumeration = true)]
    public async Task A_plan_for_the_average_tenant_walks_the_index_of_a_large_one(string what, string index, ProductList list)
    {
        foreach (var after in new[] { null, ProductPlanTests.LargeCatalog.CursorOf(list) })
        {
            var query = new ProductListQuery(ProductPlanTests.LargeCatalog.Tenant, list, PageRequest.Create(list.Name, 20, after, null, null), ProductSelection.All).Build();
            Assert.NotEqual(PlanChoice.Automatic, query.Plan);

            var plan = await catalog.ExplainAsync(query, query.Plan);

            Assert.True(plan.Any(n => (string?)n["Index Name"] == index), $"{what}: {ProductPlanTests.Indexes(plan)}");
            ProductPlanTests.AssertSmall(plan, what);
            Assert.Equal(21, (double)plan[0]["Actual Rows"]!);
        }
    }

    public sealed class SkewedTenants(Fixtures.SpineFixture spine) : ProductPlanTests.LargeCatalog(spine)
    {
        private static readonly (string Table, string Product)[] Tables = [("products", "id"), ("product_texts", "product_id"), ("product_prices", "product_id")];

        private protected override Task FillMoreAsync(CommerceHost host) => host.ExecuteAsync($"""
            CREATE TEMPORARY TABLE small AS
            SELECT tenant.id AS tenant_id, chosen.id
              FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 3000)) AS tenant, (SELECT id FROM read.products WHERE tenant_id = '{Tenant}' AND status = 'active' LIMIT 4) AS chosen;
            """ + string.Concat(Tables.Select(one => $"""

            INSERT INTO read.{one.Table}
            SELECT (jsonb_populate_record(NULL::read.{one.Table}, to_jsonb(r) || jsonb_build_object('tenant_id', s.tenant_id))).*
              FROM small s JOIN read.{one.Table} r ON r.tenant_id = '{Tenant}' AND r.{one.Product} = s.id;
            ANALYZE read.{one.Table};
            """)));
    }
}
