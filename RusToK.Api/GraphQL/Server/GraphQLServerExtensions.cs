using GraphQL;
using GraphQL.DI;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.GraphiQL;
using RusToK.Api.GraphQL.Server.GraphiQL.Traces;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Api.GraphQL.Server.Transport;
using RusToK.Api.Tenancy;
using RusToK.Core.Faults;

namespace RusToK.Api.GraphQL.Server;

/// <summary>Registers and maps the GraphQL server.</summary>
internal static class GraphQLServerExtensions
{
    /// <summary>Adds the server for one schema, with <see cref="GraphQLServerOptions"/> from the section <c>GraphQL</c>.</summary>
    /// <param name="services">The application's.</param>
    /// <param name="configure">Adds to GraphQL.NET's own registration: graph types, mappings.</param>
    /// <typeparam name="TSchema">Built once; resolvers take scoped services from the request.</typeparam>
    public static IServiceCollection AddGraphQLServer<TSchema>(this IServiceCollection services, Action<IGraphQLBuilder>? configure = null)
        where TSchema : class, ISchema
    {
        services.AddOptions<GraphQLServerOptions>().BindConfiguration(GraphQLServerOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GraphQLServerOptions>, GraphQLServerOptionsValidator>());
        services.AddOptions<TraceLinkOptions>().BindConfiguration(TraceLinkOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TraceLinkOptions>, TraceLinkOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<IDocumentValidator, RememberedValidation>();
        services.AddGraphQL(builder =>
        {
            builder
                .AddSelfActivatingSchema<TSchema>()
                .AddSystemTextJson()
                .AddSchemaVisitor<ResolverFaults.Visitor>()
                .AddSchemaVisitor<ResolverSpans.Visitor>()
                .AddSchemaVisitor<FieldAccess.Visitor>()
                .AddSchemaVisitor<AuditedMutations>()
                .AddExecutionStrategy<PlainExecutionStrategy>(OperationType.Query)
                .AddExecutionStrategy<PlainExecutionStrategy>(OperationType.Mutation);
            configure?.Invoke(builder);
        });

        services.AddSingleton<ResolverFaults>();
        services.AddFaultSeam(provider => new FaultSeam(FaultSeams.Resolver) { Fields = provider.GetRequiredService<ResolverFaults>().Fields });
        services.TryAddSingleton<IPersistedDocumentStore, InMemoryPersistedDocumentStore>();
        services.AddSingleton<TrustedDocuments>();
        services.AddSingleton<DocumentSource>();
        services.AddSingleton<OperationLimits>();
        services.AddSingleton<OperationExecutor>();
        services.AddSingleton<GraphQLEndpoint>();
        services.AddSingleton<SchemaEndpoint>();
        services.AddSingleton<GraphiQLPage>();
        services.AddSingleton<TracePanel>();
        services.AddSingleton<TraceBackend>();
        services.AddHttpClient(TraceBackend.Client, client => client.MaxResponseContentBufferSize = TraceBackend.MaxAnswerBytes);
        services.AddHostedService<SchemaWarmup>();
        return services;
    }

    /// <summary>Maps POST and GET of <paramref name="pattern"/>, the SDL below it, and the GraphiQL page at <c>/</c>.</summary>
    /// <returns>The GraphQL endpoints, for conventions such as rate limits; the page is not among them.</returns>
    public static IEndpointConventionBuilder MapGraphQL(this IEndpointRouteBuilder routes, string pattern = "/graphql")
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<GraphQLEndpoint>();
        var schema = routes.ServiceProvider.GetRequiredService<SchemaEndpoint>();
        // The group adds no path of its own: with one, the route and so the span would be called `/graphql/`.
        var group = routes.MapGroup("").ExcludeFromDescription();
        group.MapPost(pattern, (RequestDelegate)endpoint.PostAsync).WithDisplayName("GraphQL POST");
        group.MapGet(pattern, (RequestDelegate)endpoint.GetAsync).WithDisplayName("GraphQL GET");
        group.MapGet(pattern + "/schema", schema.Get).WithDisplayName("GraphQL schema").WithoutTenant();
        if (routes.ServiceProvider.GetRequiredService<IOptions<GraphQLServerOptions>>().Value.GraphiQL)
            routes.ServiceProvider.GetRequiredService<GraphiQLPage>().Map(routes);
        return group;
    }
}
