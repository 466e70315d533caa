using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using RusToK.Api.Access;
using RusToK.Api.Errors;
using RusToK.Api.Tenancy;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Import.Jobs;
using RusToK.Core.Import.Jobs.Commands;

namespace RusToK.Api.Rest.Imports;

/// <summary>Imports of what other systems export. The body of the request is the file itself; a Worker imports it.</summary>
internal static class ImportApi
{
    private const string Imports = "/api/imports";

    public static IEndpointRouteBuilder MapImportApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Imports).RequireTenant().WithRefusals().RequirePermission(Permissions.ImportRun).WithTags("Imports");
        var upload = api.MapGroup("").WithMetadata(new DisableRequestSizeLimitAttribute(), new FileBody());
        upload.WithRequestTimeout(routes.ServiceProvider.GetRequiredService<IOptions<ImportJobOptions>>().Value.UploadTimeout);
        upload.MapGroup("/wordpress").RequireModule("content").MapPost("", WordPressAsync).WithSummary("Import the export of a WordPress site (WXR)");
        upload.MapGroup("/shopify").RequireModule("commerce").MapPost("", ShopifyAsync).WithSummary("Import the products of a Shopify store (CSV)");
        api.MapGet("", ListAsync).WithSummary("Imports, the newest first");
        api.MapGet("/{id:guid}", FindAsync).WithSummary("How far an import is, and its report when it has ended");
        api.MapPost("/{id:guid}/cancel", CancelAsync).WithSummary("Stop an import; what came before stays");
        return routes;
    }

    private static Task<Accepted<ImportJob>> WordPressAsync(
        [AsParameters] TenantCommands commands, [AsParameters] ImportQuery query, ImportUploads uploads, HttpRequest request, string? site = null) =>
        ReceiveAsync(commands, uploads, request, ImportFormat.Wordpress, query.Options() with { Site = site }, query.FileName);

    private static Task<Accepted<ImportJob>> ShopifyAsync(
        [AsParameters] TenantCommands commands, [AsParameters] ImportQuery query, ImportUploads uploads, HttpRequest request, string? currency = null, string? shop = "store") =>
        ReceiveAsync(commands, uploads, request, ImportFormat.Shopify, query.Options() with { Currency = currency, Shop = shop }, query.FileName);

    private static async Task<Accepted<ImportJob>> ReceiveAsync(
        TenantCommands commands, ImportUploads uploads, HttpRequest request, ImportFormat format, ImportOptions options, string? fileName)
    {
        // What curl sends by default is no form; a form that holds the file among other things is.
        if (request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true)
            throw new InvalidInputException("body", "file", "The body must be the file itself, as curl --data-binary sends it, and no form.");
        var job = await uploads.ReceiveAsync(
            commands.Current.Tenant, commands.Current.CommandContext(), format, options, fileName, request.Body, commands.Cancellation);
        return TypedResults.Accepted($"{Imports}/{job.Id}", job);
    }

    private static async Task<Ok<PageResponse<ImportJob>>> ListAsync(
        [AsParameters] TenantCommands commands, ImportJobQueries jobs, string? first = null, string? after = null)
    {
        var page = PageRequest.Create(ImportJobQueries.JobList, QueryValues.NumberOf("first", first), after, last: null, before: null);
        // The reports are long; one has them.
        return TypedResults.Ok((await jobs.ListAsync(commands.TenantId, page, commands.Cancellation)).To(job => job with { Report = null }));
    }

    private static async Task<Ok<ImportJob>> FindAsync(Guid id, [AsParameters] TenantCommands commands, ImportJobQueries jobs) =>
        TypedResults.Ok(await jobs.FindAsync(commands.TenantId, id, commands.Cancellation) ?? throw NotFoundException.For("import", id, "id"));

    private static async Task<Accepted<ImportJob>> CancelAsync(Guid id, [AsParameters] TenantCommands commands) =>
        TypedResults.Accepted($"{Imports}/{id}", await commands.SendAsync<CancelImport, ImportJob>(new CancelImport(id)));
}
