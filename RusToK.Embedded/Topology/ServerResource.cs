using RusToK.Embedded.Servers;

namespace RusToK.Embedded.Topology;

/// <summary>A server of a topology.</summary>
/// <typeparam name="TServer">What runs.</typeparam>
public sealed class ServerResource<TServer> : Resource
    where TServer : ServerProcess
{
    internal ServerResource(TServer server)
        : base(server.Name) => Server = server;

    /// <summary>What runs.</summary>
    public TServer Server { get; }

    private protected override async Task<string?> StartAsync(CancellationToken cancellationToken)
    {
        await Server.StartAsync(cancellationToken);
        return "is ready";
    }
}
