using System.Text.Json;

namespace RusToK.Benchmarks.Telemetry.Load;

/// <summary>One kind of request.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="SignedIn">Whether the administrator sends it; nobody does otherwise.</param>
/// <param name="Body">The body of a request, by its number.</param>
/// <param name="IsRight">Whether the answer's <c>data</c> is what it must be.</param>
internal sealed record Workload(string Name, bool SignedIn, Func<int, byte[]> Body, Func<JsonElement, bool> IsRight)
{
    private const int Page = 20;
    private const string Fields = "{ nodes { id kind slug title excerpt publishedAt locale } }";

    /// <summary>What readers are shown, which the process remembers.</summary>
    public static readonly Workload RememberedList = List("20 published nodes, remembered", false, $"query Published {{ nodes(first: {Page}) {Fields} }}", "Published");

    /// <summary>Drafts are never remembered.</summary>
    public static readonly Workload QueriedList = List(
        "20 drafts, from PostgreSQL", true, $"query Drafts {{ nodes(first: {Page}, filter: {{ status: DRAFT }}, orderBy: TITLE) {Fields} }}", "Draft");

    public static readonly Workload Creation = new(
        "createNode", true,
        static _ => JsonSerializer.SerializeToUtf8Bytes(new
        {
            query = "mutation Create($title: String!) { createNode(input: { kind: POST, translations: [{ title: $title, body: \"Words\" }] }) { version node { title } } }",
            variables = new { title = $"Node {Guid.NewGuid():N}" },
        }),
        static data => data.GetProperty("createNode").GetProperty("version").GetInt64() == 1
            && data.GetProperty("createNode").GetProperty("node").GetProperty("title").GetString()!.StartsWith("Node ", StringComparison.Ordinal));

    private static Workload List(string name, bool signedIn, string query, string title)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { query });
        return new Workload(name, signedIn, _ => body, data =>
        {
            var nodes = data.GetProperty("nodes").GetProperty("nodes");
            return nodes.GetArrayLength() == Page
                && nodes.EnumerateArray().All(n => n.GetProperty("title").GetString()!.StartsWith(title, StringComparison.Ordinal));
        });
    }
}
