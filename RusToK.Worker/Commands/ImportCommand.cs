using System.CommandLine;
using RusToK.Core.Import;
using RusToK.Core.Import.Shopify;
using RusToK.Core.Import.WordPress;
using RusToK.Worker.Hosting;
using RusToK.Worker.Import;

namespace RusToK.Worker.Commands;

/// <summary>Imports what other systems export.</summary>
internal static class ImportCommand
{
    private static readonly Option<string> Tenant = new("--tenant") { Description = "Slug of the tenant whose content it becomes.", Required = true };
    private static readonly Option<string?> Locale = new("--locale") { Description = "Language of the words; the tenant's default when absent." };
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "Write the whole report to this file, as JSON." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Read, check and count; write nothing." };
    private static readonly Option<bool> Overwrite = new("--overwrite") { Description = "Let the file win over changes made here since the last import." };

    public static Command Create() => new("import", "Import the content of another system.") { WordPress(), Shopify() };

    private static Command WordPress()
    {
        var file = new Argument<FileInfo>("file") { Description = "The export of a WordPress site (WXR, .xml)." };
        var site = new Option<string?>("--site") { Description = "Address of the site, when the file does not say it or another one than before." };
        var command = new Command("wordpress", "Import a WordPress export. Again: only what has changed. After an interruption: the rest.")
        {
            file, Tenant, Locale, site, Report, DryRun, Overwrite,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync("content", file, parsed, (services, mode) => (tenant, stream, report, progress, stop) =>
            services.GetRequiredService<WordPressImporter>().ImportAsync(
                stream,
                new WordPressImportRequest(tenant) { Locale = parsed.GetValue(Locale), Site = parsed.GetValue(site), Mode = mode },
                report, progress, stop), cancellationToken));
        return command;
    }

    private static Command Shopify()
    {
        var file = new Argument<FileInfo>("file") { Description = "The products of a Shopify store (.csv)." };
        var currency = new Option<string>("--currency") { Description = "Currency of the prices, such as EUR; the file does not say it.", Required = true };
        var shop = new Option<string>("--shop")
        {
            Description = "What the shop is called, such as its domain: its products are found again by it.",
            DefaultValueFactory = _ => "store",
        };
        var command = new Command("shopify", "Import Shopify's product CSV. Again: only what has changed. After an interruption: the rest.")
        {
            file, Tenant, currency, shop, Locale, Report, DryRun, Overwrite,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync("commerce", file, parsed, (services, mode) => (tenant, stream, report, progress, stop) =>
            services.GetRequiredService<ShopifyImporter>().ImportAsync(
                stream,
                new ShopifyImportRequest(tenant, parsed.GetRequiredValue(currency), parsed.GetRequiredValue(shop)) { Locale = parsed.GetValue(Locale), Mode = mode },
                report, progress, stop), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(
        string module, Argument<FileInfo> file, ParseResult parsed, Func<IServiceProvider, ImportMode, ImportSession.Importing> import,
        CancellationToken cancellationToken)
    {
        var session = new ImportSession(
            module, parsed.GetRequiredValue(file), parsed.GetRequiredValue(Tenant), parsed.GetValue(Report),
            new ImportMode(parsed.GetValue(DryRun), parsed.GetValue(Overwrite)));
        return CommandHost.RunAsync("import", (services, stop) => session.RunAsync(services, import(services, session.Mode), stop), cancellationToken);
    }
}
