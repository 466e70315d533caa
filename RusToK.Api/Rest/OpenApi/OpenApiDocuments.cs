using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RusToK.Api.Access;
using RusToK.Api.Hardening;
using RusToK.Api.Rest.Imports;
using RusToK.Api.Tenancy;
using Scalar.AspNetCore;

namespace RusToK.Api.Rest.OpenApi;

/// <summary>The REST interface as an OpenAPI document at <c>/openapi/v1.json</c>, and a page to read and try it at <c>/docs</c>.</summary>
internal static class OpenApiDocuments
{
    private const string Document = "v1";
    private const string Scheme = "bearer";

    /// <summary>The page begins with a script of its own in the text, and sets styles on elements.</summary>
    private static readonly PagePolicy Policy = new(
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data: blob:; "
        + "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi(Document, options => options
        .AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        })
        .AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        }));

    public static IEndpointRouteBuilder MapOpenApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").WithoutTenant().AllowAnonymous();
        routes.MapScalarApiReference("/docs", page => page
                .WithTitle("RusToK API")
                .AddDocument(Document)
                .DisableDefaultFonts()
                .DisableAgent()
                .HideDeveloperTools()
                .HideClientButton()
                .DisableTelemetry())
            .WithMetadata(Policy).WithoutTenant().AllowAnonymous();
        return routes;
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "RusToK",
            Version = Document,
            Description =
                "Accounts, health, imports, webhooks, and reading of content and catalog over HTTP. Everything else is GraphQL at /graphql. Errors are problem details "
                + "(RFC 9457) with a code, the field and the broken rule.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Scheme,
                BearerFormat = "JWT",
                Description = "The access token that POST /api/auth/sign-in gives.",
            },
        };
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<TenantRequirement>().LastOrDefault() is { IsRequired: true })
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = TenantMiddleware.Header,
                In = ParameterLocation.Header,
                Description = "Id or slug of the tenant; without it the host names the tenant.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        if (metadata.OfType<AccessRequirement>().ToList() is { Count: > 0 } requirements)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            if (requirements.Select(r => r.Permission).OfType<string>().ToList() is { Count: > 0 } permissions)
                operation.Description = $"{operation.Description} Needs the permission {string.Join(" and ", permissions)}.".Trim();
        }

        if (metadata.OfType<FileBody>().Any())
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = "The file itself.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/octet-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                },
            };
        (operation.Responses ??= []).TryAdd("default", new OpenApiResponse
        {
            Description = "Refused, with the reason as problem details.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = Problem() },
            },
        });
    }

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["field"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
            ["rule"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
            ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
        },
    };
}
