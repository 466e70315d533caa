using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;
using RusToK.Benchmarks.Catalog;
using RusToK.Benchmarks.GraphQL.Contestants;

namespace RusToK.Benchmarks.GraphQL.Servers;

/// <summary>
/// The same JSON from the same tables, written for these two questions: one prepared statement, no tenant to find, no row-level security, no
/// telemetry, nothing remembered.
/// </summary>
internal static class BareServer
{
    public const string Kind = "bare";

    /// <summary>The variable with the connection string.</summary>
    public const string Database = "BENCHMARK_DATABASE";

    private const string Columns = "p.id, d.handle, d.title, p.vendor, p.type, p.in_stock, p.variants";

    private const string List = $"""
        SELECT {Columns} FROM read.products p JOIN read.product_texts d ON d.tenant_id = p.tenant_id AND d.product_id = p.id AND d.locale = 'en'
         WHERE p.tenant_id = $1 AND p.status = 'active' ORDER BY p.created_at DESC, p.id DESC LIMIT 20
        """;

    private const string One = $"""
        SELECT {Columns} FROM read.product_texts d JOIN read.products p ON p.tenant_id = d.tenant_id AND p.id = d.product_id
         WHERE d.tenant_id = $1 AND d.locale = 'en' AND d.handle = $2 AND p.status = 'active'
        """;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable(Database)!);
        await BarePage.ServeAsync(
            app =>
            {
                app.MapGet("/list", (RequestDelegate)(context => ListAsync(database, context)));
                app.MapGet("/product", (RequestDelegate)(context => OneAsync(database, context)));
            },
            cancellationToken);
    }

    private static async Task ListAsync(NpgsqlDataSource database, HttpContext context)
    {
        await using var command = database.CreateCommand(List);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Scenario.Tenant });
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Writing);
        json.WriteStartObject();
        json.WriteStartObject("data"u8);
        json.WriteStartObject("products"u8);
        json.WriteStartArray("nodes"u8);
        while (await reader.ReadAsync(context.RequestAborted))
            Write(json, reader);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static async Task OneAsync(NpgsqlDataSource database, HttpContext context)
    {
        await using var command = database.CreateCommand(One);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Scenario.Tenant });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ProductQuestion.Handle });
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Writing);
        json.WriteStartObject();
        json.WriteStartObject("data"u8);
        json.WritePropertyName("product"u8);
        if (await reader.ReadAsync(context.RequestAborted))
            Write(json, reader);
        else
            json.WriteNullValue();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, NpgsqlDataReader row)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, row.GetGuid(0));
        json.WriteString("handle"u8, row.GetString(1));
        json.WriteString("title"u8, row.GetString(2));
        json.WriteString("vendor"u8, row.GetString(3));
        json.WriteString("type"u8, row.GetString(4));
        json.WriteBoolean("inStock"u8, row.GetBoolean(5));
        json.WriteStartArray("variants"u8);
        using var variants = JsonDocument.Parse(row.GetString(6));
        foreach (var stored in variants.RootElement.EnumerateArray())
        {
            var variant = stored.GetProperty("v"u8);
            json.WriteStartObject();
            json.WriteString("id"u8, variant.GetProperty("id"u8).GetGuid());
            json.WriteString("sku"u8, variant.GetProperty("sku"u8).GetString());
            json.WriteNumber("position"u8, variant.GetProperty("position"u8).GetInt32());
            json.WriteStartArray("prices"u8);
            foreach (var price in stored.GetProperty("p"u8).EnumerateArray())
            {
                json.WriteStartObject();
                json.WriteString("currency"u8, price.GetProperty("currency"u8).GetString());
                json.WriteString("amount"u8, price.GetProperty("amount"u8).GetDecimal().ToString("F2", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
