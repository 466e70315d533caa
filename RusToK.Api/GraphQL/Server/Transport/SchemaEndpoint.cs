using System.Text;
using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using RusToK.Api.GraphQL.Server.Documents;

namespace RusToK.Api.GraphQL.Server.Transport;

/// <summary>Serves the schema definition language; not found when introspection is switched off.</summary>
internal sealed class SchemaEndpoint(ISchema schema, IOptions<GraphQLServerOptions> options)
{
    private readonly Lazy<(byte[] Text, EntityTagHeaderValue Tag)> _sdl = new(() =>
    {
        var sdl = schema.Print(new PrintOptions { StringComparison = StringComparison.Ordinal });
        return (Encoding.UTF8.GetBytes(sdl), new EntityTagHeaderValue($"\"{DocumentHash.Of(sdl)[..16]}\""));
    });

    public IResult Get(HttpContext http)
    {
        TraceHeaders.Append(http.Response);
        http.Response.Headers.ContentSecurityPolicy = ContentSecurity.Nothing;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (!options.Value.Introspection)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(_sdl.Value.Text, "text/plain; charset=utf-8", entityTag: _sdl.Value.Tag);
    }
}
