using GraphQL;
using RusToK.Api.GraphQL.Commerce;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.DeadLetters;
using RusToK.Api.GraphQL.Identity;
using RusToK.Api.GraphQL.Search;
using RusToK.Api.GraphQL.Server;
using RusToK.Api.GraphQL.Server.Responses;
using RusToK.Api.GraphQL.Tenancy;
using RusToK.Api.GraphQL.Usage;
using RusToK.Api.GraphQL.Webhooks;

namespace RusToK.Api.GraphQL.Schema;

internal static class SchemaRegistration
{
    /// <summary>Adds the GraphQL server with the product's schema.</summary>
    public static IServiceCollection AddRusToKSchema(this IServiceCollection services) => services
        .AddSingleton<IGraphQLModule, TenancyGraphQL>()
        .AddSingleton<IGraphQLModule, IdentityGraphQL>()
        .AddSingleton<IGraphQLModule, ContentGraphQL>()
        .AddSingleton<IGraphQLModule, CommerceGraphQL>()
        .AddSingleton<IGraphQLModule, DeadLetterGraphQL>()
        .AddSingleton<IGraphQLModule, SearchGraphQL>()
        .AddSingleton<IGraphQLModule, WebhookGraphQL>()
        .AddSingleton<IGraphQLModule, UsageGraphQL>()
        .AddSingleton<ResponseCache>()
        .AddGraphQLServer<RusToKSchema>(builder => builder.AddGraphTypes(typeof(RusToKSchema).Assembly));
}
