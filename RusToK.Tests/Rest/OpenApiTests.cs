using System.Net;
using System.Text.Json;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Rest;

/// <summary>The document is made of the endpoints, so this is about what it says of them.</summary>
public sealed class OpenApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Every_operation_is_described_with_its_tenant_its_access_and_its_errors()
    {
        var document = await DocumentAsync();

        Assert.StartsWith("3.", document.Text("openapi"), StringComparison.Ordinal);
        var operations = Operations(document).ToList();
        Assert.All(operations, o => Assert.True(o.Operation.TryGetProperty("summary", out _), $"{o.Path} has no summary"));
        Assert.All(operations, o => Assert.True(o.Operation.GetProperty("responses").TryGetProperty("default", out _), o.Path));
        Assert.All(operations.Where(o => o.Path.StartsWith("/api/", StringComparison.Ordinal)), o =>
            Assert.Contains(o.Operation.GetProperty("parameters").EnumerateArray(), p => p.Text("name") == "X-Tenant-ID"));
        Assert.True(Find("/api/auth/me", "get").TryGetProperty("security", out _));
        Assert.False(Find("/api/products", "get").TryGetProperty("security", out _));
        Assert.Contains("user:read", Find("/api/auth/users", "get").Text("description"), StringComparison.Ordinal);
        Assert.Contains(operations, o => o.Path == "/health/ready");

        JsonElement Find(string path, string method) => operations.Single(o => o.Path.TrimEnd('/') == path && o.Method == method).Operation;
    }

    [Fact]
    public async Task Every_endpoint_under_api_is_in_the_document()
    {
        var known = Operations(await DocumentAsync()).Select(o => o.Path.TrimEnd('/')).ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "/api/auth/sign-up", "/api/auth/sign-in", "/api/auth/refresh", "/api/auth/sessions/{id}", "/api/auth/users/{id}/role",
                "/api/content/nodes", "/api/content/nodes/{kind}/{slug}", "/api/content/search", "/api/content/categories", "/api/content/tags",
                "/api/products", "/api/products/{id}", "/api/products/{handle}",
                "/api/webhooks", "/api/webhooks/{id}", "/api/webhooks/{id}/rotate-secret", "/api/webhooks/{id}/redeliver",
                "/api/webhooks/deliveries", "/api/webhooks/deliveries/{id}", "/api/webhooks/deliveries/{id}/redeliver",
                "/api/imports", "/api/imports/{id}", "/api/imports/wordpress", "/api/imports/shopify", "/api/imports/{id}/cancel", "/health/live", "/health/startup",
            },
            known);
        Assert.DoesNotContain("/graphql", known);
    }

    [Fact]
    public async Task The_page_is_served_with_its_script_from_here()
    {
        using var page = await host.Client.GetAsync(new Uri("/docs", UriKind.Relative), ModuleHost.Cancellation);
        var html = await page.Content.ReadAsStringAsync(ModuleHost.Cancellation);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("https://cdn", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("v1", html, StringComparison.Ordinal);
    }

    private async Task<JsonElement> DocumentAsync()
    {
        using var response = await host.Client.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative), ModuleHost.Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(ModuleHost.Cancellation));
    }

    private static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Name is "get" or "post" or "put" or "patch" or "delete"
        select (path.Name, operation.Name, operation.Value);
}
