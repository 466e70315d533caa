using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Api.GraphQL.Server.GraphiQL.Traces;

namespace RusToK.Api.GraphQL.Server.GraphiQL;

/// <summary>
/// Serves GraphiQL from the assembly's resources, so that it works offline and whatever the working directory is.
/// </summary>
internal sealed class GraphiQLPage
{
    private const string ResourcePrefix = "graphiql/";
    private const string Immutable = "public, max-age=31536000, immutable";

    /// <summary>GraphiQL's style sheet carries its fonts, and its editor sets styles on elements.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Assembly Assembly = typeof(GraphiQLPage).Assembly;

    private readonly byte[] _html;
    private readonly EntityTagHeaderValue _tag;
    private readonly TracePanel _traces;

    public GraphiQLPage(IOptions<TraceLinkOptions> options, TracePanel traces)
    {
        _traces = traces;
        using var reader = new StreamReader(Open("index.html") ?? throw new InvalidOperationException("The GraphiQL page is not embedded."));
        var html = reader.ReadToEnd()
            .Replace("{{traceUrlTemplate}}", WebUtility.HtmlEncode(options.Value.TraceUrlTemplate), StringComparison.Ordinal)
            .Replace("{{tracePath}}", traces.Path, StringComparison.Ordinal)
            .Replace("{{version}}", Assembly.ManifestModule.ModuleVersionId.ToString("N"), StringComparison.Ordinal);
        _html = Encoding.UTF8.GetBytes(html);
        _tag = new EntityTagHeaderValue($"\"{DocumentHash.Of(html)[..16]}\"");
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Page).ExcludeFromDescription();
        routes.MapGet("/graphiql/{file}", Asset).ExcludeFromDescription();
        _traces.Map(routes);
    }

    private IResult Page(HttpContext http)
    {
        Secure(http.Response);
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(_html, "text/html; charset=utf-8", entityTag: _tag);
    }

    private static IResult Asset(string file, HttpContext http)
    {
        Secure(http.Response);
        var type = Path.GetExtension(file) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".txt" => "text/plain; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => null,
        };
        if (type is null || Open(file) is not { } stream)
            return Results.NotFound();

        // The page names its files with the build's version, so they never change under one address.
        http.Response.Headers.CacheControl = http.Request.Query.ContainsKey("v") ? Immutable : "no-cache";
        return Results.Stream(stream, type);
    }

    private static Stream? Open(string file) => Assembly.GetManifestResourceStream(ResourcePrefix + file);

    private static void Secure(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
