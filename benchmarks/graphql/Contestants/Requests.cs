using System.Text;
using System.Text.Json;
using RusToK.Benchmarks.Catalog;

namespace RusToK.Benchmarks.GraphQL.Contestants;

/// <summary>Requests of HTTP/1.1 as they go over the wire.</summary>
internal static class Requests
{
    public static byte[] Get(string path, string headers = "") => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");

    /// <summary>The document's text.</summary>
    public static byte[] Text(ProductQuestion question) => Text(question, Scenario.Tenant);

    /// <summary>The document's text, asked of a tenant.</summary>
    public static byte[] Text(ProductQuestion question, Guid tenant) => Post(new { query = question.Document }, HeaderOf(tenant));

    /// <summary>A document's text, to a server that knows no tenants.</summary>
    public static byte[] Text(string document) => Post(new { query = document }, headers: "");

    /// <summary>The hash alone.</summary>
    public static byte[] Hash(ProductQuestion question) => Post(new { extensions = Extensions(question) }, Tenant);

    /// <summary>Text and hash, after which the hash alone will do.</summary>
    public static byte[] Persist(ProductQuestion question) => Post(new { query = question.Document, extensions = Extensions(question) }, Tenant);

    /// <summary>The hash alone, over GET.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="ifNoneMatch">The tag of what the client has.</param>
    public static byte[] GetByHash(ProductQuestion question, string? ifNoneMatch = null) => Get(
        "/graphql?extensions=" + Uri.EscapeDataString(JsonSerializer.Serialize(Extensions(question))),
        Tenant + (ifNoneMatch is null ? "" : $"If-None-Match: {ifNoneMatch}\r\n"));

    private static string Tenant { get; } = HeaderOf(Scenario.Tenant);

    private static string HeaderOf(Guid tenant) => $"X-Tenant-ID: {tenant}\r\n";

    private static object Extensions(ProductQuestion question) => new { persistedQuery = new { version = 1, sha256Hash = question.Hash } };

    private static byte[] Post(object body, string headers)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body);
        return [.. Encoding.ASCII.GetBytes($"POST /graphql HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n"), .. json];
    }
}
