using System.Diagnostics;
using System.Net;

namespace RusToK.Core.Telemetry;

/// <summary>
/// Spans of the calls of Redis that somebody waits for, named <c>{command} {keyspace}</c>. The keyspace is what a key begins with: what it
/// ends in (an address, a slug) is for nobody to read. A call that belongs to no trace has none (ADR 0088).
/// </summary>
public sealed class RedisSpans
{
    private const string Redis = "redis";

    private readonly string? _address;
    private readonly object? _port;

    /// <param name="endPoints">Where Redis is; of several the first one.</param>
    public RedisSpans(IEnumerable<EndPoint> endPoints) => (_address, _port) = Locate(endPoints.FirstOrDefault());

    /// <summary>Begins a span below the current one.</summary>
    /// <param name="name">Command and keyspace, a constant.</param>
    /// <param name="command">The command, as Redis calls it.</param>
    public Activity? Start(string name, string command)
    {
        if (Activity.Current is null)
            return null;
        var span = TelemetrySources.Redis.StartActivity(name, ActivityKind.Client);
        if (span is { IsAllDataRequested: true })
            span.SetTag(Attributes.DbSystem, Redis).SetTag(Attributes.DbOperation, command).SetTag(Attributes.ServerAddress, _address).SetTag(Attributes.ServerPort, _port);
        return span;
    }

    private static (string? Address, object? Port) Locate(EndPoint? endPoint) => endPoint switch
    {
        DnsEndPoint named => (named.Host, named.Port),
        IPEndPoint numbered => (numbered.Address.ToString(), numbered.Port),
        _ => (endPoint?.ToString(), null),
    };
}
