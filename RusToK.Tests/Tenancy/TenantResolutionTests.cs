using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RusToK.Core.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Tenancy;

/// <summary>Which tenant a request is for, and what is answered when that is none.</summary>
public sealed class TenantResolutionTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Query = "{ tenant { id } }";

    [Fact]
    public async Task A_tenant_is_named_by_its_id_its_slug_or_its_host()
    {
        var (tenant, slug, host) = await NewAsync();
        var id = tenant.TenantId;

        foreach (var header in (string[])[id.ToString(), id.ToString("N"), id.ToString().ToUpperInvariant(), slug, $" {slug} "])
            Assert.Equal(id, await TenantOfAsync(null, header));
        foreach (var named in (string[])[host, host.ToUpperInvariant(), $"{host}:8080"])
            Assert.Equal(id, await TenantOfAsync(named, null));
        Assert.Equal(id, await TenantOfAsync(host, slug));
    }

    [Fact]
    [Proves("rustok.tenant.mismatches")]
    public async Task A_header_and_a_host_that_name_different_tenants_are_refused_and_counted()
    {
        var (_, _, host) = await NewAsync();
        var (other, otherSlug, _) = await NewAsync();
        using var counted = new CountedMetric("rustok.tenant.mismatches");

        foreach (var header in (string[])[other.TenantId.ToString(), otherSlug])
        {
            using var answer = await SendAsync(host, header);
            await AssertRefusedAsync(answer, HttpStatusCode.Forbidden, "FORBIDDEN", "same-tenant");
        }

        Assert.True(counted.Sum(("source", "host")) >= 2);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("0198c0de-0000-7000-8000-000000000000")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("UPPER")]
    [InlineData("a b")]
    [InlineData("' OR '1'='1")]
    [InlineData("%")]
    [InlineData("../../etc/passwd")]
    public async Task An_unknown_tenant_is_not_found(string header)
    {
        var (_, _, host) = await NewAsync();

        using var byHeader = await SendAsync(null, header);
        await AssertRefusedAsync(byHeader, HttpStatusCode.NotFound, "NOT_FOUND", "known-tenant");
        using var despiteHost = await SendAsync(host, header);
        await AssertRefusedAsync(despiteHost, HttpStatusCode.NotFound, "NOT_FOUND", "known-tenant");
    }

    [Fact]
    public async Task A_request_that_names_none_is_not_found()
    {
        using var nothing = await SendAsync(null, null);
        await AssertRefusedAsync(nothing, HttpStatusCode.NotFound, "NOT_FOUND", "known-tenant");
        using var unknownHost = await SendAsync("nobody.example", null);
        await AssertRefusedAsync(unknownHost, HttpStatusCode.NotFound, "NOT_FOUND", "known-tenant");
        Assert.Equal(404, (await RawHttp.QueryAsync(api.Address, new string('a', 300) + ".example", Query)).Status);
    }

    [Fact]
    public async Task An_inactive_tenant_is_refused_however_it_is_named()
    {
        var (tenant, slug, host) = await NewAsync();
        await api.Modules.SendAsync<UpdateTenant, Tenant>(tenant, new UpdateTenant(IsActive: false));

        foreach (var (named, header) in new[] { (null, tenant.TenantId.ToString()), (null, slug), (host, null), (host, slug) })
        {
            using var answer = await SendAsync(named, header);
            await AssertRefusedAsync(answer, HttpStatusCode.Forbidden, "FORBIDDEN", "active-tenant");
        }
    }

    [Fact]
    public async Task A_header_with_several_values_is_refused_in_one_line_or_in_two()
    {
        var (_, slug, host) = await NewAsync();
        var (_, other, _) = await NewAsync();

        foreach (var headers in (string[][])
            [
                [$"X-Tenant-ID: {slug}, {other}"], [$"X-Tenant-ID: {slug},"], [$"X-Tenant-ID: {slug}", $"X-Tenant-ID: {other}"], [$"X-Tenant-ID: {slug}", $"x-tenant-id: {slug}"],
            ])
        {
            var answer = await RawHttp.QueryAsync(api.Address, host, Query, headers);
            Assert.Equal(400, answer.Status);
            Assert.Contains("\"rule\":\"single\"", answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/health/startup")]
    [InlineData("/metrics")]
    [InlineData("/graphql/schema")]
    [InlineData("/")]
    public async Task Health_metrics_schema_and_page_need_no_tenant(string path)
    {
        foreach (var header in (string?[])[null, "nobody", "a,b"])
            // A check of readiness has two seconds, which a busy machine may not give it the first time.
            await Eventually.HoldsAsync(() => IsServedAsync(path, header), ModuleHost.Cancellation);
    }

    [Fact]
    public async Task A_forwarded_host_does_not_count_from_a_stranger()
    {
        var (tenant, _, host) = await NewAsync();
        var (_, _, other) = await NewAsync();

        foreach (var header in (string[])["X-Forwarded-Host", "X-Original-Host", "X-Host", "Forwarded"])
        {
            using var alone = await SendAsync(null, null, (header, header == "Forwarded" ? $"host={other}" : other));
            Assert.Equal(HttpStatusCode.NotFound, alone.StatusCode);
            using var besides = await SendAsync(host, null, (header, header == "Forwarded" ? $"host={other}" : other));
            Assert.Equal(tenant.TenantId.ToString(), await IdAsync(besides));
        }
    }

    [Fact]
    public async Task A_refusal_is_problem_details_that_a_graphql_client_understands_too()
    {
        using var answer = await SendAsync(null, "nobody");

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(ModuleHost.Cancellation))!;
        Assert.Equal((404, "Not Found", "NOT_FOUND", "X-Tenant-ID", "known-tenant"), (
            (int?)problem["status"], (string?)problem["title"], (string?)problem["code"], (string?)problem["field"], (string?)problem["rule"]));
        Assert.Matches("^[0-9a-f]{32}$", (string?)problem["traceId"]);
        Assert.Equal("No such tenant. Name it by the header X-Tenant-ID (id or slug) or by its host.", (string?)problem["detail"]);
        var error = Assert.Single(problem["errors"]!.AsArray())!;
        Assert.Equal((string?)problem["detail"], (string?)error["message"]);
        Assert.Equal(("NOT_FOUND", "known-tenant"), ((string?)error["extensions"]!["code"], (string?)error["extensions"]!["rule"]));
    }

    [Fact]
    public async Task A_correlation_id_that_is_given_is_kept_with_the_events_and_any_other_is_replaced()
    {
        var (tenant, slug, _) = await NewAsync();
        var correlation = Guid.NewGuid();
        foreach (var given in (string[])[correlation.ToString(), "not an id", Guid.Empty.ToString()])
        {
            using var answer = await SendAsync(null, slug, ("X-Correlation-ID", given), token: await api.AdminTokenAsync(tenant.TenantId), query: "mutation { createTag(input: { translations: [{ name: \"x\" }] }) { tag { id } } }");
            answer.EnsureSuccessStatusCode();
        }

        var ids = (await api.Modules.ReadLogAsync(tenant.TenantId)).Where(e => e.Type == "tag.created").Select(e => e.CorrelationId).ToList();
        Assert.Equal(correlation, ids[0]);
        Assert.All(ids[1..], id => Assert.Equal(7, id.Version));
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_module_that_is_switched_off_is_refused_and_the_others_answer()
    {
        var (tenant, slug, _) = await NewAsync();
        await api.Modules.SendAsync<SetModule, TenantModule>(tenant, new SetModule("content", false));

        using var answer = await SendAsync(null, slug, query: "{ tenant { id } nodes { nodes { id } } }");
        var off = JsonNode.Parse(await answer.Content.ReadAsStringAsync(ModuleHost.Cancellation))!;
        Assert.Equal(("FORBIDDEN", "module"), ((string?)off["errors"]![0]!["extensions"]!["code"], (string?)off["errors"]![0]!["extensions"]!["rule"]));
        using var write = await SendAsync(null, slug, token: await api.AdminTokenAsync(tenant.TenantId), query: "mutation { createTag(input: { translations: [{ name: \"x\" }] }) { tag { id } } }");
        Assert.Contains("FORBIDDEN", await write.Content.ReadAsStringAsync(ModuleHost.Cancellation), StringComparison.Ordinal);
        Assert.Equal(tenant.TenantId, await TenantOfAsync(null, slug));
        Assert.DoesNotContain(await api.Modules.ReadLogAsync(tenant.TenantId), e => e.Type == "tag.created");
    }

    private async Task<bool> IsServedAsync(string path, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null)
            request.Headers.Add("X-Tenant-ID", header);
        using var answer = await api.Client.SendAsync(request, ModuleHost.Cancellation);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private async Task<(CommandContext Tenant, string Slug, string Host)> NewAsync()
    {
        var name = "r" + Guid.NewGuid().ToString("N")[..12];
        return (await api.Modules.NewTenantAsync(name, $"{name}.example"), name, $"{name}.example");
    }

    private async Task<Guid> TenantOfAsync(string? host, string? header)
    {
        using var answer = await SendAsync(host, header);
        return Guid.Parse((await IdAsync(answer))!);
    }

    private static async Task<string?> IdAsync(HttpResponseMessage answer) =>
        (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(ModuleHost.Cancellation))!["data"]?["tenant"]?["id"];

    private async Task<HttpResponseMessage> SendAsync(string? host, string? header, (string Name, string Value)? more = null, string query = Query, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        if (host is not null)
            request.Headers.Host = host;
        if (header is not null)
            request.Headers.TryAddWithoutValidation("X-Tenant-ID", header);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (more is var (name, value))
            request.Headers.TryAddWithoutValidation(name, value);
        return await api.Client.SendAsync(request, ModuleHost.Cancellation);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code, string rule)
    {
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(ModuleHost.Cancellation))!;
        Assert.Equal((status, code, rule), (answer.StatusCode, (string?)problem["code"], (string?)problem["rule"]));
        Assert.Null(problem["data"]);
    }
}
