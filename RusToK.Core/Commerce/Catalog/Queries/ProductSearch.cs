using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Content.Queries;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>A search for products, as a call of the SQL functions that find candidates within a filter.</summary>
internal static class ProductSearch
{
    public const int MaxQuery = 200;

    /// <summary>
    /// Products that are considered. A search that finds more is too wide to be read to its end; the first so many that fit the filter
    /// are ordered and counted.
    /// </summary>
    public const int MaxCandidates = 5_000;

    /// <exception cref="InvalidInputException">The query is blank or too long.</exception>
    public static string Check(string search)
    {
        var violations = new Violations();
        violations.RequireName("search", search, MaxQuery);
        violations.ThrowIfAny();
        return search.Trim();
    }

    /// <param name="query">Gets the parameters.</param>
    /// <param name="search">The words.</param>
    /// <param name="similar">Titles with similar words, instead of products with these words.</param>
    /// <param name="filter">What they must fit.</param>
    /// <param name="locales">Best first.</param>
    /// <param name="except">A field of the filter that is left out.</param>
    public static string Call(
        QueryText query, string search, bool similar, ProductFilter filter, IReadOnlyList<string> locales,
        ProductRestriction.Except except = ProductRestriction.Except.Nothing)
    {
        var price = except == ProductRestriction.Except.Price ? null : filter.Price;
        string[] arguments =
        [
            query.Value(search),
            query.Value(locales.ToArray()),
            .. similar ? (string[])[] : [query.Value(locales.Select(SearchLanguage.ConfigurationOf).ToArray())],
            Optional(query, filter.Status is { } status ? EnumText<ProductStatus>.Of(status) : null, NpgsqlDbType.Text),
            Texts(query, filter.Vendors, except == ProductRestriction.Except.Vendors),
            Texts(query, filter.Types, except == ProductRestriction.Except.Types),
            Texts(query, filter.Tags, except == ProductRestriction.Except.Tags),
            Optional(query, except == ProductRestriction.Except.Collection ? null : filter.CollectionId, NpgsqlDbType.Uuid),
            filter.CategoryId is { } category && except != ProductRestriction.Except.Category ? ProductRestriction.Below(query, category) : "NULL",
            Optional(query, except == ProductRestriction.Except.InStock ? null : filter.InStock, NpgsqlDbType.Boolean),
            Optional(query, price?.Currency, NpgsqlDbType.Text),
            Optional(query, price?.MinMinor, NpgsqlDbType.Bigint),
            Optional(query, price?.MaxMinor, NpgsqlDbType.Bigint),
            MaxCandidates.ToString(CultureInfo.InvariantCulture),
        ];
        return $"read.{(similar ? "search_product_titles" : "search_products")}({string.Join(", ", arguments)})";
    }

    private static string Texts(QueryText query, IReadOnlyList<string> values, bool leftOut) =>
        Optional(query, values.Count == 0 || leftOut ? null : values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    private static string Optional(QueryText query, object? value, NpgsqlDbType type)
    {
        query.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        return query.Last;
    }
}
