using System.Text;
using System.Text.Json;

namespace RusToK.Benchmarks.Mixed.Customers;

/// <summary>Requests of HTTP/1.1 as they go over the wire.</summary>
internal static class Requests
{
    /// <summary>The document by its hash, over GET, from nobody in particular.</summary>
    public static byte[] Get(string tenant, Document document, object? variables)
    {
        var query = "extensions=" + Uri.EscapeDataString(JsonSerializer.Serialize(Extensions(document)));
        if (variables is not null)
            query += "&variables=" + Uri.EscapeDataString(JsonSerializer.Serialize(variables));
        return Encoding.ASCII.GetBytes($"GET /graphql?{query} HTTP/1.1\r\nHost: localhost\r\nX-Tenant-ID: {tenant}\r\n\r\n");
    }

    /// <summary>The document's text, over POST.</summary>
    /// <param name="tenant">Its slug.</param>
    /// <param name="document">What is asked.</param>
    /// <param name="variables">Its variables; null for none.</param>
    /// <param name="token">Access token of who asks.</param>
    public static byte[] Post(string tenant, Document document, object? variables, string token) =>
        Post(tenant, new { query = document.Text, variables }, $"Authorization: Bearer {token}\r\n");

    /// <summary>Text and hash, after which the hash alone will do.</summary>
    public static byte[] Persist(string tenant, Document document, object? variables) =>
        Post(tenant, new { query = document.Text, variables, extensions = Extensions(document) }, "");

    private static byte[] Post(string tenant, object body, string headers)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body);
        return
        [
            .. Encoding.ASCII.GetBytes(
                $"POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Tenant-ID: {tenant}\r\n{headers}Content-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n"),
            .. json,
        ];
    }

    private static object Extensions(Document document) => new { persistedQuery = new { version = 1, sha256Hash = document.Hash } };
}
