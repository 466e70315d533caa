using System.Text.Json;
using RusToK.Core.Import;
using RusToK.Embedded;
using Xunit;

namespace RusToK.Tests.Import.WordPress;

/// <summary>What an import says of itself, whatever became of it.</summary>
public sealed class ImportReportTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Fact]
    public async Task Outcomes_of_every_kind_add_up_to_what_the_file_holds()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(Mixed());

        Assert.Equal(
            [
                "author 1 0 0 1 0", "category 2 2 0 0 0", "tag 1 1 0 0 0", "term 2 0 0 1 1", "post 4 2 0 0 2", "custom_field 3 0 0 1 2",
                "comment 4 1 0 0 3", "attachment 1 0 0 0 1", "item 1 0 0 0 1", "page 2 2 0 0 0",
            ],
            result.Report.Counts.Select(c => $"{c.Kind} {c.InFile} {c.Imported} {c.Updated} {c.InMetadata} {c.Skipped}"));
        Assert.All(result.Report.Counts, c => Assert.True(c.IsComplete, c.ToString()));
    }

    [Fact]
    public async Task The_file_holds_counts_reasons_and_every_skipped_entry_with_id_title_and_reason()
    {
        using var folder = TemporaryFolder.Make();
        var path = Path.Combine(folder.Path, "report.json");
        var tenant = await host.NewTenantAsync();

        await using (var file = new ImportReportFile(path))
        {
            var result = await tenant.ImportAsync(Mixed().ToBytes(), report: new ImportReport(file, kept: 2));
            await file.WriteAsync(new { Tenant = "t", result.Report.Counts, result.Report.SkippedBecause }, ImportHost.Cancellation);
            Assert.Equal(2, result.Report.FirstSkipped.Count);
        }

        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(path, ImportHost.Cancellation));
        Assert.Equal("t", json.RootElement.GetProperty("tenant").GetString());
        var skipped = json.RootElement.GetProperty("skipped").EnumerateArray()
            .Select(s => $"{s.GetProperty("kind")} {Text(s, "id")} {Text(s, "title")} {s.GetProperty("reason")}").Order().ToList();
        Assert.Equal(
            [
                "attachment 9 A \"file\" no-place", "comment 6 I like it. spam", "comment 7 I like it. pingback", "comment 8 I like it. item-skipped",
                "item - - invalid", "post 1 Again repeated", "post 3 A title in-trash", "term main Main no-place",
            ],
            skipped);
        Assert.Equal(skipped.Count + 2, json.RootElement.GetProperty("counts").EnumerateArray().Sum(c => c.GetProperty("skipped").GetInt64()));
        Assert.Contains(json.RootElement.GetProperty("notes").EnumerateArray(), n => n.GetProperty("reason").GetString() == "no-title");
        Assert.All(json.RootElement.GetProperty("skipped").EnumerateArray(), s => Assert.True(s.GetProperty("line").GetInt32() > 1));
        Assert.Equal(["report.json"], Directory.GetFiles(folder.Path, "report*").Select(Path.GetFileName));
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_noticed_before_anything_is_imported()
    {
        using var folder = TemporaryFolder.Make();

        Assert.Throws<DirectoryNotFoundException>(() => new ImportReportFile(Path.Combine(folder.Path, "nowhere", "report.json")));
    }

    [Fact]
    public async Task A_damaged_file_names_the_place_and_what_came_before_stays()
    {
        var tenant = await host.NewTenantAsync();
        var whole = new ExportedSite().Page(1, parent: 2).Page(2).ToString();
        var damaged = whole.Replace("</channel>", "<item><wp:post_id>3</channel>", StringComparison.Ordinal);

        var result = await tenant.ImportAsync(System.Text.Encoding.UTF8.GetBytes(damaged));

        var line = damaged.Split('\n').ToList().FindIndex(l => l.Contains("post_id>3", StringComparison.Ordinal)) + 1;
        Assert.Equal(line, result.Summary.Damage!.Line);
        Assert.True(result.Summary.Damage.Column > 1);
        Assert.Contains($"line {line}", result.Summary.Damage.Message, StringComparison.Ordinal);
        Assert.Equal((2, 0, 0, 0), result.Of("page"));
        Assert.Equal((await tenant.NodeAsync(2)).Id, (await tenant.NodeAsync(1)).ParentId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<html><body>Log in</body></html>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss>&x;</rss>")]
    [InlineData("<rss version=\"2.0\"><channel><title>A feed</title><item><title>x</title></item></channel></rss>")]
    public async Task What_is_no_export_imports_nothing_and_says_so(string document)
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(System.Text.Encoding.UTF8.GetBytes(document));

        Assert.Contains("not a WordPress export", result.Summary.Damage!.Message, StringComparison.Ordinal);
        Assert.Equal(0, await tenant.CountNodesAsync());
    }

    [Fact]
    public async Task A_file_cut_short_at_any_place_imports_what_is_whole_and_the_whole_file_completes_it()
    {
        var whole = Mixed().ToString();
        var expected = await host.NewTenantAsync();
        await expected.ImportAsync(Mixed());

        foreach (var share in (double[])[0.4, 0.55, 0.7, 0.85, 0.99])
        {
            var tenant = await host.NewTenantAsync();
            var cut = await tenant.ImportAsync(System.Text.Encoding.UTF8.GetBytes(whole[..(int)(whole.Length * share)]));
            Assert.NotNull(cut.Summary.Damage);
            Assert.All(cut.Report.Counts, c => Assert.True(c.IsComplete, c.ToString()));

            await tenant.ImportAsync(Mixed());

            Assert.Equal(await expected.StateAsync(), await tenant.StateAsync());
        }
    }

    [Fact]
    public async Task Thousands_of_kinds_are_counted_as_one_past_a_bound()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(
            new ExportedSite().Items(Enumerable.Range(1, 300).Select(i => new ExportedItem(i) { Type = $"type-{i}", Status = "trash" })));

        Assert.Equal((201, 300), (result.Report.Counts.Count, result.Report.Counts.Where(c => c.Kind is not ("custom_field" or "comment")).Sum(c => c.Skipped)));
        Assert.True(result.Report.SkippedBecause.Count <= 201);
    }

    [Fact]
    public async Task Names_of_any_length_do_not_fill_the_memory_of_the_report()
    {
        var tenant = await host.NewTenantAsync();
        var endless = new string('x', 100_000);

        var result = await tenant.ImportAsync(new ExportedSite().Author(endless, endless).Category(endless, endless).Tag(endless, "T")
            .Item(new ExportedItem(1) { Type = endless, Title = endless, Status = "trash" }).Item(new ExportedItem(2) { Title = "Fine", Author = "eve" }.In(endless)));

        Assert.All(result.Report.Counts, c => Assert.True(c.Kind.Length <= 300 && c.IsComplete));
        Assert.All(result.Report.FirstSkipped, r => Assert.True($"{r.Id}{r.Title}{r.Reason.Message}".Length <= 900));
        Assert.Equal((1, 0, 0, 0), result.Of("post"));
        Assert.Equal(["term-missing"], result.NotedBecause("post"));
    }

    [Fact]
    public async Task A_dry_run_foresees_what_an_import_does_and_writes_nothing()
    {
        var tenant = await host.NewTenantAsync();
        var before = await tenant.HashAsync();

        var foreseen = await tenant.ImportAsync(Mixed(), new ImportMode(DryRun: true));
        Assert.Equal((before, 0), (await tenant.HashAsync(), await tenant.CountNodesAsync()));
        var done = await tenant.ImportAsync(Mixed());
        var (events, hash) = (await tenant.CountEventsAsync(), await tenant.HashAsync());
        var changed = Mixed().Item(new ExportedItem(50));
        var next = await tenant.ImportAsync(changed, new ImportMode(DryRun: true));

        Assert.Equal(done.Report.Counts, foreseen.Report.Counts);
        Assert.Equal(done.Report.SkippedBecause, foreseen.Report.SkippedBecause);
        Assert.Equal((1, 0, 2, 2), next.Of("post"));
        Assert.Equal((events, hash), (await tenant.CountEventsAsync(), await tenant.HashAsync()));
    }

    [Fact]
    public async Task A_dry_run_foresees_updates_conflicts_and_missing_parents()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Post(1).Post(2).Page(3));
        var node = await tenant.NodeAsync(2);
        await tenant.SendAsync(new Core.Content.Nodes.Commands.TranslateNode(node.Id, new Core.Content.Nodes.NodeText { Title = "Ours" }));
        var hash = await tenant.HashAsync();

        var foreseen = await tenant.ImportAsync(
            new ExportedSite().Post(1, "New").Post(2, "New").Page(3, parent: 4).Page(4).Page(5, parent: 77), new ImportMode(DryRun: true));

        Assert.Equal((0, 1, 0, 1), foreseen.Of("post"));
        Assert.Equal(["edited-here"], foreseen.SkippedBecause("post"));
        Assert.Equal((2, 1, 0, 0), foreseen.Of("page"));
        Assert.Equal(["parent-missing"], foreseen.NotedBecause("page"));
        Assert.Equal(hash, await tenant.HashAsync());
    }

    private static string Text(JsonElement remark, string name) => remark.TryGetProperty(name, out var value) ? value.GetString()! : "-";

    private static ExportedSite Mixed() => new ExportedSite()
        .Author("ada", "Ada").Category("a", "A", "b").Category("b", "B").Tag("t", "T").Term("genre", "noir", "Noir").Term("nav_menu", "main", "Main")
        .Item(new ExportedItem(1)
        {
            Title = "",
            Fields = [("x", "1"), ("_y", "2")],
            Comments = [new ExportedComment(5), new ExportedComment(6) { Approved = "spam" }, new ExportedComment(7) { Type = "pingback" }],
        }.In("a").Tagged("t"))
        .Item(new ExportedItem(9) { Type = "attachment", Title = "A \"file\"" })
        .Item(new ExportedItem(3) { Status = "trash", Fields = [("z", "1")], Comments = [new ExportedComment(8)] })
        .Item(new ExportedItem(1) { Title = "Again" })
        .Add("<item><wp:post_id>no number</wp:post_id></item>")
        .Page(20, parent: 21).Page(21).Post(4);
}
