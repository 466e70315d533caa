using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using RusToK.Tests.EndToEnd;
using RusToK.Tests.Import.Shopify;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Tracing;

[Collection(nameof(RunningSystemTests))]
public sealed class RequestedImportTraceTests(RunningSystem system)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("run import")]
    [Proves("import {format}")]
    public async Task An_import_over_HTTP_is_a_trace_of_its_own_linked_to_the_request_that_asked_for_it()
    {
        var tenant = await system.NewTenantAsync();
        var (asked, caller) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        var token = await system.AdminTokenAsync(tenant);

        var id = (await SendAsync(HttpMethod.Post, "/api/imports/shopify?currency=EUR", new ProductCsv().Simple("a", "A").Simple("b", "B").ToBytes())).GetProperty("id").GetGuid();
        var job = default(JsonElement);
        await Eventually.HoldsAsync(
            async () => (job = await SendAsync(HttpMethod.Get, $"/api/imports/{id}")).GetProperty("finishedAt").ValueKind != JsonValueKind.Null, Cancellation, "the import ends");
        var tree = await system.Telemetry.TraceAsync(job.GetProperty("report").GetProperty("traceId").GetString()!, ["run import", "import shopify"], Cancellation);

        var (run, import) = (tree.Single("run import"), tree.Single("import shopify"));
        Assert.Equal((ActivityKind.Consumer, null, "complete"), (run.Kind, run.ParentId, run.Attributes["rustok.outcome"]));
        Assert.Equal(asked.ToHexString(), Assert.Single(run.Links).TraceId);
        Assert.NotEqual(asked.ToHexString(), run.TraceId);
        Assert.Equal((ActivityKind.Internal, run.SpanId), (import.Kind, import.ParentId));
        Assert.Equal((tenant.Slug, "2", "ok"), (import.Attributes["rustok.tenant.slug"], import.Attributes["rustok.import.entries"], import.Attributes["rustok.outcome"]));
        tree.AssertAllHave("tenant.id", tenant.Id.ToString());

        async Task<JsonElement> SendAsync(HttpMethod method, string path, byte[]? file = null)
        {
            using var request = new HttpRequestMessage(method, path) { Content = file is null ? null : new ByteArrayContent(file) };
            request.Headers.Add("X-Tenant-ID", tenant.Slug);
            request.Headers.Add("traceparent", $"00-{asked}-{caller}-01");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await system.Api.SendAsync(request, Cancellation);
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.True(response.IsSuccessStatusCode, text);
            return JsonElement.Parse(text);
        }
    }
}
