using System.Text.Json;
using RusToK.Core.Tenancy.Commands;
using RusToK.Embedded;
using RusToK.Tests.Import.WordPress;
using Xunit;

namespace RusToK.Tests.Import.Shopify;

/// <summary><c>import shopify</c> as a process.</summary>
public sealed class ShopifyCommandTests(ShopifyHost host) : IClassFixture<ShopifyHost>, IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Make();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_counts_and_writes_the_report()
    {
        var tenant = await host.NewTenantAsync();
        var report = Path.Combine(_folder.Path, "report.json");

        var (exitCode, output, _) = await RunAsync(new ProductCsv().Simple("a", "A").Simple("b", ""), "--tenant", tenant.Tenant.Slug, "--currency", "EUR", "--report", report);

        Assert.Equal(0, exitCode);
        Assert.Matches(@"(?m)^product +2 +1 +0 +0 +0 +1$", output);
        Assert.Contains("from shopify:store", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(report, ShopifyHost.Cancellation));
        Assert.Equal("complete", json.RootElement.GetProperty("ended").GetString());
        Assert.Equal("no-title", json.RootElement.GetProperty("skipped")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_file_that_is_no_product_csv_ends_with_its_own_exit_code()
    {
        var tenant = await host.NewTenantAsync();
        var path = Path.Combine(_folder.Path, "no.csv");
        await File.WriteAllTextAsync(path, "a,b\n1,2\n", ShopifyHost.Cancellation);

        var (exitCode, _, errors) = await RunAsync(path, "--tenant", tenant.Tenant.Slug, "--currency", "EUR");

        Assert.Equal(2, exitCode);
        Assert.Contains("line 1: The column 'Handle' is missing", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_currency_a_tenant_without_the_module_and_a_missing_option_are_refused()
    {
        var tenant = await host.NewTenantAsync();
        var csv = new ProductCsv().Simple("a", "A");

        var wrong = await RunAsync(csv, "--tenant", tenant.Tenant.Slug, "--currency", "XXY");
        var missing = await RunAsync(csv, "--tenant", tenant.Tenant.Slug);
        await tenant.SendAsync<SetModule, Core.Tenancy.TenantModule>(new SetModule("commerce", IsEnabled: false));
        var switchedOff = await RunAsync(csv, "--tenant", tenant.Tenant.Slug, "--currency", "EUR");

        Assert.Equal((1, 1, 1), (wrong.ExitCode, missing.ExitCode, switchedOff.ExitCode));
        Assert.Contains("currency must be a code of ISO 4217", wrong.Errors, StringComparison.Ordinal);
        Assert.Contains("--currency", missing.Errors, StringComparison.Ordinal);
        Assert.Contains("'commerce' is switched off", switchedOff.Errors, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(ProductCsv csv, params string[] arguments)
    {
        var path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllBytesAsync(path, csv.ToBytes(), ShopifyHost.Cancellation);
        return await RunAsync(path, arguments);
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(string path, params string[] arguments)
    {
        using var process = new ImportProcess(host.Database, ["shopify", path, .. arguments]);
        var exitCode = await process.EndAsync();
        return (exitCode, process.Output, process.Errors);
    }
}
