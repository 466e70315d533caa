using System.Text.Json;
using RusToK.Core.Tenancy.Commands;
using RusToK.Embedded;
using Xunit;

namespace RusToK.Tests.Import.WordPress;

/// <summary><c>import wordpress</c> as a process: what it prints, how it ends, and that no way of ending loses or doubles anything.</summary>
public sealed class ImportCommandTests(ImportHost host) : IClassFixture<ImportHost>, IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Make();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_lines_and_counts_and_writes_the_report_and_the_second_time_says_that_nothing_changed()
    {
        var tenant = await host.NewTenantAsync();
        var file = Write(new ExportedSite().Category("a", "A").Item(new ExportedItem(1).In("a")).Item(new ExportedItem(2) { Status = "trash", Title = "Gone\u009b" }).ToString());
        var report = Path.Combine(_folder.Path, "report.json");

        var (exitCode, output, _) = await ImportProcess.RunAsync(host, file, "--tenant", tenant.Tenant.Slug, "--report", report);
        var again = await ImportProcess.RunAsync(host, file, "--tenant", tenant.Tenant.Slug);

        Assert.Equal((0, 0), (exitCode, again.ExitCode));
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain('\u009b', output);
        var size = new FileInfo(file).Length;
        Assert.Contains($"Done: 100 %, {size:N0} of {size:N0} bytes, 3 entries", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^post +2 +1 +0 +0 +0 +1$", output);
        Assert.Matches(@"(?m)^all +3 +2 +0 +0 +0 +1$", output);
        Assert.Contains("post 2 \"Gone \" (line", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing has changed", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^post +2 +0 +0 +1 +0 +1$", again.Output);
        Assert.Contains("Nothing has changed.", again.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(report, ImportHost.Cancellation));
        Assert.Equal(
            ("complete", tenant.Tenant.Slug, "en", "wordpress:blog.test"),
            (json.RootElement.GetProperty("ended").GetString(), json.RootElement.GetProperty("tenant").GetString(),
                json.RootElement.GetProperty("locale").GetString(), json.RootElement.GetProperty("source").GetString()));
        Assert.Equal("2", Assert.Single(json.RootElement.GetProperty("skipped").EnumerateArray()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_unknown_tenant_is_refused_with_the_option_that_names_it()
    {
        var (exitCode, _, errors) = await ImportProcess.RunAsync(host, Write(new ExportedSite().ToString()), "--tenant", "nobody");

        Assert.Equal(1, exitCode);
        Assert.Contains("there is no tenant 'nobody'; --tenant", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inactive_tenant_is_refused()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.SendAsync<UpdateTenant, Core.Tenancy.Tenant>(new UpdateTenant(IsActive: false));

        var (exitCode, _, errors) = await ImportProcess.RunAsync(host, Write(new ExportedSite().ToString()), "--tenant", tenant.Tenant.Slug);

        Assert.Equal(1, exitCode);
        Assert.Contains("is not active", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_without_the_content_module_is_refused()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.SendAsync<SetModule, Core.Tenancy.TenantModule>(new SetModule("content", IsEnabled: false));

        var (exitCode, _, errors) = await ImportProcess.RunAsync(host, Write(new ExportedSite().ToString()), "--tenant", tenant.Tenant.Slug);

        Assert.Equal(1, exitCode);
        Assert.Contains("'content' is switched off", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_without_a_tenant_is_refused()
    {
        var (exitCode, _, errors) = await ImportProcess.RunAsync(host, Write(new ExportedSite().ToString()));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("--tenant", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var tenant = await host.NewTenantAsync();

        var (exitCode, _, errors) = await ImportProcess.RunAsync(host, "nowhere.xml", "--tenant", tenant.Tenant.Slug);

        Assert.Equal(1, exitCode);
        Assert.Contains("nowhere.xml", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_ends_with_a_code_of_its_own_line_and_column()
    {
        var tenant = await host.NewTenantAsync();
        var file = Write(new ExportedSite().Post(1).ToString().Replace("</channel>", "<item></oops></channel>", StringComparison.Ordinal));
        var report = Path.Combine(_folder.Path, "report.json");

        var (exitCode, output, errors) = await ImportProcess.RunAsync(host, file, "--tenant", tenant.Tenant.Slug, "--report", report);

        Assert.Equal(2, exitCode);
        Assert.Matches(@"damaged: line 5, position \d+, <item>", errors);
        Assert.Matches(@"(?m)^post +1 +1 +0 +0 +0 +0$", output);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(report, ImportHost.Cancellation));
        Assert.Equal("damaged", json.RootElement.GetProperty("ended").GetString());
        Assert.Equal(5, json.RootElement.GetProperty("damage").GetProperty("line").GetInt32());
        Assert.Equal("A post", (await tenant.NodeAsync(1)).Title);
    }

    [Fact]
    public async Task A_dry_run_says_so_and_writes_nothing()
    {
        var tenant = await host.NewTenantAsync();

        var (exitCode, output, _) = await ImportProcess.RunAsync(
            host, Write(new ExportedSite().Post(1).ToString()), "--tenant", tenant.Tenant.Slug, "--dry-run");

        Assert.Equal(0, exitCode);
        Assert.Contains("dry run: nothing is written", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^post +1 +1 +0 +0 +0 +0$", output);
        Assert.Equal(0, await tenant.CountNodesAsync());
    }

    [Fact]
    public async Task Killed_again_and_again_it_ends_as_if_it_had_never_been()
    {
        var site = Large();
        var (whole, killed) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        await whole.ImportAsync(site);
        var all = await whole.CountNodesAsync();
        var file = Write(site.ToString());

        // In the first pass, early and late; where pages find their parents; and among the comments that come last.
        await KillAsync(async () => await killed.CountNodesAsync() > all / 8);
        await KillAsync(async () => await killed.CountNodesAsync() > all / 3);
        await KillAsync(async () => await CountAsync("SELECT count(*)::text FROM events.log WHERE tenant_id = $1 AND type = 'node.updated'") > 2);
        await KillAsync(async () => await CountAsync("SELECT count(*)::text FROM content.external_ids WHERE tenant_id = $1 AND external_id LIKE '9____'") > 32);
        var (exitCode, output, errors) = await ImportProcess.RunAsync(host, file, "--tenant", killed.Tenant.Slug);

        Assert.True(exitCode == 0, output + errors);
        Assert.Equal(await whole.StateAsync(), await killed.StateAsync());

        async Task KillAsync(Func<Task<bool>> isTheMoment)
        {
            using var process = new ImportProcess(host, file, "--tenant", killed.Tenant.Slug);
            await process.ReachesAsync(isTheMoment);
            process.Kill();
            Assert.Equal(137, await process.EndAsync());
            Assert.True(await killed.CountNodesAsync() < all, "It had ended before it was killed.");
        }

        async Task<long> CountAsync(string sql) => long.Parse((await host.RowsAsync(sql, killed.Tenant.Id))[0][0], null);
    }

    [Fact]
    public async Task Asked_to_end_it_ends_says_how_to_go_on_and_goes_on()
    {
        var site = Large();
        var (whole, stopped) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        await whole.ImportAsync(site);
        var file = Write(site.ToString());
        var report = Path.Combine(_folder.Path, "report.json");

        using var process = new ImportProcess(host, file, "--tenant", stopped.Tenant.Slug, "--report", report);
        await process.ReachesAsync(async () => await stopped.CountNodesAsync() > 50);
        await process.TerminateAsync();

        Assert.NotEqual(0, await process.EndAsync());
        Assert.Contains("start it again to go on", process.Errors, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(report, ImportHost.Cancellation));
        Assert.Equal("cancelled", json.RootElement.GetProperty("ended").GetString());
        Assert.Equal(0, (await ImportProcess.RunAsync(host, file, "--tenant", stopped.Tenant.Slug)).ExitCode);
        Assert.Equal(await whole.StateAsync(), await stopped.StateAsync());
    }

    [Fact]
    public async Task Two_processes_at_once_double_nothing()
    {
        var site = Large();
        var (alone, together) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        await alone.ImportAsync(site);
        var file = Write(site.ToString());

        var ends = await Task.WhenAll(
            ImportProcess.RunAsync(host, file, "--tenant", together.Tenant.Slug), ImportProcess.RunAsync(host, file, "--tenant", together.Tenant.Slug));

        Assert.All(ends, e => Assert.True(e.ExitCode == 0, e.Output + e.Errors));
        Assert.Equal(await alone.StateAsync(), await together.StateAsync());
        // Each was whole: one has made everything, the other has found it.
        Assert.Single(ends, e => e.Output.Contains("Nothing has changed.", StringComparison.Ordinal));
    }

    private string Write(string document)
    {
        var path = Path.Combine(_folder.Path, "export.xml");
        File.WriteAllText(path, document);
        return path;
    }

    /// <summary>Posts with comments, and pages whose parents come later with comments of their own (ids 9xxxx).</summary>
    private static ExportedSite Large() => new ExportedSite()
        .Category("b", "B", "a").Category("a", "A")
        .Items(Enumerable.Range(1, 120).Select(i => new ExportedItem(i)
        {
            Slug = $"post-{i % 50}",
            Comments = [new ExportedComment(20_000 + i), new ExportedComment(30_000 + i, 20_000 + i)],
        }.In(i % 2 == 0 ? "a" : "b").Tagged($"tag-{i % 20}", $"tag-{i % 7}")))
        .Items(Enumerable.Range(1000, 40).Select(i => new ExportedItem(i)
        {
            Type = "page",
            Parent = i % 3 == 0 ? 0 : i + 1,
            Comments = [new ExportedComment(90_000 + i), new ExportedComment(95_000 + i, 90_000 + i)],
        }))
        .Page(1040);
}
