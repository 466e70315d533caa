using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using RusToK.Core.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Embedded.Servers;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Import.Shopify;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>Files that are sent to the API and imported by Workers, as processes.</summary>
[Collection(nameof(ExpendableSystemTests))]
public sealed class RequestedImportTests(ExpendableSystem system) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = system.Api.Address };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_file_is_imported_and_the_same_again_changes_nothing()
    {
        await SignInAsync();
        var file = new ProductCsv().Simple("a", "A").Simple("b", "B").Simple("c", "").ToBytes();

        var first = await EndedAsync(await UploadAsync(file));
        var second = await EndedAsync(await UploadAsync(file));

        Assert.Equal(("complete", "complete"), (first.GetProperty("status").GetString(), second.GetProperty("status").GetString()));
        Assert.Equal((3, 2, 0, 1), CountsOf(first));
        Assert.Equal((3, 0, 2, 1), CountsOf(second));
        Assert.Contains(first.GetProperty("report").GetProperty("skippedBecause").EnumerateArray(), r => r.GetProperty("code").GetString() == "no-title");
        Assert.Equal(32, first.GetProperty("report").GetProperty("traceId").GetString()!.Length);
    }

    [Fact]
    public async Task A_file_of_another_kind_is_damaged_and_says_where()
    {
        await SignInAsync();

        var job = await EndedAsync(await UploadAsync("a,b\n1,2\n"u8.ToArray()));

        Assert.Equal("damaged", job.GetProperty("status").GetString());
        Assert.Contains("Handle", job.GetProperty("report").GetProperty("damage").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task An_import_whose_worker_is_killed_or_told_to_end_is_finished_by_the_other_one(bool killed, int attempts)
    {
        const int products = 3000;
        var tenant = await SignInAsync();
        var csv = new ProductCsv();
        for (var i = 0; i < products; i++)
            csv.Simple($"p{i}", $"Product {i}");
        var job = await UploadAsync(csv.ToBytes());
        await Eventually.HoldsAsync(
            async () => await system.Database.ScalarAsync<long>($"SELECT count(*) FROM commerce.products WHERE tenant_id = '{tenant}'") > products / 10, Cancellation, "it is under way");

        var holder = await HolderAsync(tenant);
        await (killed ? holder.KillAsync() : holder.StopAsync());
        try
        {
            var ended = await EndedAsync(job);

            Assert.Equal("complete", ended.GetProperty("status").GetString());
            Assert.Equal(products, CountsOf(ended).InFile);
            Assert.Equal(products, await system.Database.ScalarAsync<long>($"SELECT count(*) FROM commerce.products WHERE tenant_id = '{tenant}'"));
            // Only a worker that dies may have died of the file.
            Assert.Equal(attempts, await system.Database.ScalarAsync<int>($"SELECT attempts FROM imports.jobs WHERE tenant_id = '{tenant}'"));
        }
        finally
        {
            await holder.StartAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_running_import_is_stopped_when_somebody_asks()
    {
        var tenant = await SignInAsync();
        var csv = new ProductCsv();
        for (var i = 0; i < 10_000; i++)
            csv.Simple($"p{i}", $"Product {i}");
        var job = await UploadAsync(csv.ToBytes());
        await Eventually.HoldsAsync(
            async () => await system.Database.ScalarAsync<long>($"SELECT count(*) FROM commerce.products WHERE tenant_id = '{tenant}'") > 0, Cancellation, "it is under way");

        using var answer = await _http.PostAsync(new Uri($"/api/imports/{job}/cancel", UriKind.Relative), null, Cancellation);
        answer.EnsureSuccessStatusCode();

        Assert.Equal("cancelled", (await EndedAsync(job)).GetProperty("status").GetString());
        var imported = await system.Database.ScalarAsync<long>($"SELECT count(*) FROM commerce.products WHERE tenant_id = '{tenant}'");
        Assert.InRange(imported, 1, 9_999);
    }

    /// <summary>A new tenant, whose manager this client is from now on.</summary>
    private async Task<Guid> SignInAsync()
    {
        var tenant = new CommandContext(Guid.CreateVersion7(), "en", null, Guid.CreateVersion7());
        await TestServices.SendAsync<CreateTenant, Tenant>(system.Services, tenant, new CreateTenant("Import", "t" + tenant.TenantId.ToString("N"), null, "en"));
        var token = await new AdminTokens(system.Services, _http).OfAsync(tenant.TenantId);
        _http.DefaultRequestHeaders.Add("X-Tenant-ID", tenant.TenantId.ToString());
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return tenant.TenantId;
    }

    private async Task<Guid> UploadAsync(byte[] file)
    {
        using var content = new ByteArrayContent(file);
        using var answer = await _http.PostAsync(new Uri("/api/imports/shopify?currency=EUR", UriKind.Relative), content, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text).GetProperty("id").GetGuid();
    }

    private async Task<JsonElement> EndedAsync(Guid id)
    {
        var job = default(JsonElement);
        await Eventually.HoldsAsync(
            async () =>
            {
                job = JsonElement.Parse(await _http.GetStringAsync(new Uri($"/api/imports/{id}", UriKind.Relative), Cancellation));
                return job.GetProperty("finishedAt").ValueKind != JsonValueKind.Null;
            }, () => $"the import ends; it is {job}", Eventually.Deadline, Cancellation);
        return job;
    }

    /// <summary>The worker that imports for a tenant, by PostgreSQL's word.</summary>
    private async Task<ProjectProcess> HolderAsync(Guid tenant)
    {
        var name = await system.Database.ScalarAsync<string>(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
             WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
               AND (l.classid::int8 << 32) | l.objid::int8 = hashtextextended('rustok.import {tenant}', 0)
            """));
        return system.Workers.Single(w => w.Name == name);
    }

    private static (long InFile, long Imported, long Unchanged, long Skipped) CountsOf(JsonElement job)
    {
        var counts = job.GetProperty("report").GetProperty("counts").EnumerateArray().Single(c => c.GetProperty("kind").GetString() == "product");
        return (counts.GetProperty("inFile").GetInt64(), counts.GetProperty("imported").GetInt64(), counts.GetProperty("unchanged").GetInt64(), counts.GetProperty("skipped").GetInt64());
    }
}
