using RusToK.AppHost.Publishing;

namespace RusToK.AppHost.Data;

/// <summary>PostgreSQL: a container with a volume of its own, or a server that is somebody else's.</summary>
internal static class DatabaseExtensions
{
    private const string DatabaseName = "rustok";
    private const string Connection = "ConnectionStrings__rustok";

    public static Database AddDatabase(this IDistributedApplicationBuilder builder, ApplicationSecrets secrets, TopologyOptions options)
    {
        var (server, address, owner) = options.ExternalServers ? builder.AddForeignPostgres() : builder.AddPostgresContainer(secrets);
        return new Database(
            server,
            ReferenceExpression.Create($"{address};Username={owner};Password={secrets.OwnerPassword}"),
            ReferenceExpression.Create($"{address};Username=rustok_app;Password={secrets.AppPassword}"),
            ReferenceExpression.Create($"{address};Username=rustok_worker;Password={secrets.WorkerPassword}"),
            secrets.AppPassword,
            secrets.WorkerPassword);
    }

    /// <summary>Reaches the database as one of its logins.</summary>
    public static IResourceBuilder<ProjectResource> WithDatabase(this IResourceBuilder<ProjectResource> project, ReferenceExpression login) =>
        project.WithEnvironment(Connection, login);

    /// <summary>Creates the logins of the API and the Worker, or sets their passwords.</summary>
    public static IResourceBuilder<ProjectResource> WithLoginsOf(this IResourceBuilder<ProjectResource> project, Database database) => project
        .WithEnvironment("Database__AppPassword", database.AppPassword)
        .WithEnvironment("Database__WorkerPassword", database.WorkerPassword);

    private static (IResourceBuilder<IResource> Server, ReferenceExpression Address, ReferenceExpression Owner) AddForeignPostgres(this IDistributedApplicationBuilder builder)
    {
        var server = builder.AddForeignServer("postgres");
        var owner = builder.AddParameter("owner-name", "rustok_owner");
        return (server, ReferenceExpression.Create($"{server}"), ReferenceExpression.Create($"{owner}"));
    }

    private static (IResourceBuilder<IResource> Server, ReferenceExpression Address, ReferenceExpression Owner) AddPostgresContainer(
        this IDistributedApplicationBuilder builder, ApplicationSecrets secrets)
    {
        var server = builder.AddPostgres("postgres", password: secrets.OwnerPassword)
            // Before the volume, whose place the version decides.
            .WithImageTag(ImageVersions.Postgres)
            .WithDataVolume("rustok-postgres")
            // Where nobody creates the database below, the container does.
            .WithEnvironment("POSTGRES_DB", DatabaseName)
            .WithHealthProbe(HealthProbe.Postgres);
        var database = server.AddDatabase("rustok-database", DatabaseName);
        var endpoint = server.Resource.PrimaryEndpoint;
        return (
            builder.ExecutionContext.IsRunMode ? database : server,
            ReferenceExpression.Create($"Host={endpoint.Property(EndpointProperty.Host)};Port={endpoint.Property(EndpointProperty.Port)};Database={DatabaseName}"),
            ReferenceExpression.Create($"postgres"));
    }
}
