using System.Text.Json;
using Npgsql;
using RusToK.Benchmarks.Catalog;
using RusToK.Benchmarks.GraphQL.Contestants;

namespace RusToK.Benchmarks.GraphQL.PostGraphile;

/// <summary>
/// The questions in the schema that PostGraphile makes of a view: the columns that the bare server reads. Variants and their prices are JSON in the
/// table, so they are a field of JSON here, which costs less than to select of it.
/// </summary>
internal static class PostGraphileQuestion
{
    /// <summary>Of the database: what PostGraphile shows.</summary>
    public const string Schema = "postgraphile";

    private const string Fields = "{ productId handle title vendor type inStock variants }";

    private const string Newest = "orderBy: [CREATED_AT_DESC, PRODUCT_ID_DESC]";

    private const string View = $"""
        CREATE SCHEMA IF NOT EXISTS {Schema};
        CREATE OR REPLACE VIEW {Schema}.products AS
        SELECT p.tenant_id, p.id AS product_id, d.handle, d.title, p.vendor, p.type, p.in_stock, p.variants::json AS variants, p.created_at
          FROM read.products p JOIN read.product_texts d ON d.tenant_id = p.tenant_id AND d.product_id = p.id AND d.locale = 'en'
         WHERE p.status = 'active';
        COMMENT ON VIEW {Schema}.products IS '@primaryKey tenant_id,product_id
        @unique tenant_id,handle';
        """;

    private static readonly string OfTenant = $"condition: {{ tenantId: \"{Scenario.Tenant}\" }}";

    /// <param name="owner">A superuser's, past row-level security.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task PrepareAsync(NpgsqlDataSource owner, CancellationToken cancellationToken)
    {
        await using var command = owner.CreateCommand(View);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static string DocumentOf(ProductQuestion question) => question.Products == 1
        ? $"query One {{ productByTenantIdAndHandle(tenantId: \"{Scenario.Tenant}\", handle: \"{ProductQuestion.Handle}\") {Fields} }}"
        : $"query List {{ allProducts(first: {question.Products}, {OfTenant}, {Newest}) {{ nodes {Fields} }} }}";

    /// <summary>Whether an answer has the products of the API's: their titles in the same order, and as many variants.</summary>
    /// <param name="answer">PostGraphile's body.</param>
    /// <param name="data">What the API's body begins with.</param>
    /// <param name="question">What both were asked.</param>
    public static bool IsRight(ReadOnlyMemory<byte> answer, ReadOnlyMemory<byte> data, ProductQuestion question)
    {
        using var own = JsonDocument.Parse(answer);
        byte[] whole = [.. data.Span, (byte)'}'];
        using var wanted = JsonDocument.Parse(whole);
        return !own.RootElement.TryGetProperty("errors", out _)
            && Products(own, question, "productByTenantIdAndHandle", "allProducts").SequenceEqual(Products(wanted, question, "product", "products"));
    }

    private static List<(string? Title, int Variants)> Products(JsonDocument answer, ProductQuestion question, string one, string list)
    {
        var data = answer.RootElement.GetProperty("data");
        IEnumerable<JsonElement> products = question.Products == 1 ? [data.GetProperty(one)] : data.GetProperty(list).GetProperty("nodes").EnumerateArray();
        return [.. products.Select(p => (p.GetProperty("title").GetString(), p.GetProperty("variants").GetArrayLength()))];
    }
}
