using GraphQL.Types;

namespace RusToK.Api.GraphQL.Server;

/// <summary>Builds the schema before the first request: a faulty one stops the start instead of failing requests.</summary>
internal sealed class SchemaWarmup(ISchema schema) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        schema.Initialize();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
