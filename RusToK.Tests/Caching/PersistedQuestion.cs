using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Core.Commands;
using RusToK.Tests.Fixtures;

namespace RusToK.Tests.Caching;

/// <summary>A document that both replicas know by its hash.</summary>
internal sealed class PersistedQuestion(string document)
{
    private readonly object _extensions = new { persistedQuery = new { version = 1, sha256Hash = DocumentHash.Of(document) } };

    /// <summary>Teaches a replica the document; what is answered is not kept yet.</summary>
    public async Task PersistAsync(HttpClient replica, CommandContext tenant, object? variables = null)
    {
        using var response = await SendAsync(replica, tenant, Post(new { query = document, extensions = _extensions, variables }));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Asks by the hash, over GET.</summary>
    public Task<HttpResponseMessage> GetAsync(HttpClient replica, CommandContext tenant, object? variables = null, string? ifNoneMatch = null, string? token = null)
    {
        var address = "/graphql?extensions=" + Uri.EscapeDataString(JsonSerializer.Serialize(_extensions))
            + (variables is null ? "" : "&variables=" + Uri.EscapeDataString(JsonSerializer.Serialize(variables)));
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return SendAsync(replica, tenant, request);
    }

    /// <summary>Asks by the hash, over POST.</summary>
    public Task<HttpResponseMessage> PostAsync(HttpClient replica, CommandContext tenant, object? variables = null) =>
        SendAsync(replica, tenant, Post(new { extensions = _extensions, variables }));

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync(ModuleHost.Cancellation))!;

    private static HttpRequestMessage Post(object body) => new(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(body) };

    private static async Task<HttpResponseMessage> SendAsync(HttpClient replica, CommandContext tenant, HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Add("X-Tenant-ID", tenant.TenantId.ToString());
            return await replica.SendAsync(request, ModuleHost.Cancellation);
        }
    }
}
