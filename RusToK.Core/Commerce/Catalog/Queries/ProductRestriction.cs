using RusToK.Core.Content.Queries;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>A <see cref="ProductFilter"/> as conditions on <c>p</c>, a row of <c>read.products</c>.</summary>
internal static class ProductRestriction
{
    /// <summary>Which field of the filter is left out, so that a facet counts what could be chosen besides.</summary>
    public enum Except
    {
        Nothing, Vendors, Types, Tags, Collection, Category, InStock, Price,
    }

    public static QueryText Restrict(this QueryText query, ProductFilter filter, Except except = Except.Nothing)
    {
        if (filter.Vendors.Count > 0 && except != Except.Vendors)
            query.Append($" AND p.vendor {OneOf(query, filter.Vendors)}");
        if (filter.Types.Count > 0 && except != Except.Types)
            query.Append($" AND p.type {OneOf(query, filter.Types)}");
        if (filter.CategoryId is { } category && except != Except.Category)
            query.Append($" AND p.category_id = ANY ({Below(query, category)})");
        if (filter.InStock is { } inStock && except != Except.InStock)
            query.Append($" AND p.in_stock = {query.Value(inStock)}");
        if (filter.Tags.Count > 0 && except != Except.Tags)
            query.Append($"""

                   AND EXISTS (SELECT FROM read.product_tags t
                                WHERE t.tenant_id = p.tenant_id AND t.product_id = p.id AND t.tag {OneOf(query, filter.Tags)})
                """);
        if (filter.CollectionId is { } collection && except != Except.Collection)
            query.Append($"""

                   AND EXISTS (SELECT FROM read.collection_products m
                                WHERE m.tenant_id = p.tenant_id AND m.product_id = p.id AND m.collection_id = {query.Value(collection)} AND m.is_member)
                """);
        if (filter.Price is { } price && except != Except.Price)
            query.Append($"""

                   AND EXISTS (SELECT FROM read.product_prices f
                                WHERE f.tenant_id = p.tenant_id AND f.product_id = p.id AND f.currency = {query.Value(price.Currency)}
                                  AND f.min_minor >= {query.Value(price.MinMinor)} AND f.min_minor <= {query.Value(price.MaxMinor)})
                """);
        return query;
    }

    /// <summary>One value gets a plan of its own: with an array the planner never settles on one.</summary>
    private static string OneOf(QueryText query, IReadOnlyList<string> values) =>
        values.Count == 1 ? $"= {query.Value(values[0])}" : $"= ANY ({query.Value(values.ToArray())})";

    /// <summary>The ids of a category and of all below it, as an array.</summary>
    public static string Below(QueryText query, Guid category) => $"""
        ARRAY(WITH RECURSIVE below AS (
                    SELECT {query.Value(category)}::uuid AS id
                    UNION
                    SELECT c.id FROM below b JOIN read.product_categories c ON c.tenant_id = {QueryText.Tenant} AND c.parent_id = b.id)
                SELECT id FROM below)
        """;
}
