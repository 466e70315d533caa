using RusToK.Core.Telemetry;
using RusToK.Operations.Live;

namespace RusToK.Operations.Explain;

/// <summary>A part of the system, or of what it stands on, that can be at fault.</summary>
/// <param name="Kind">What it is, in words: <c>dependency</c>, <c>resolver</c>.</param>
/// <param name="Name">Which.</param>
internal sealed record Component(string Kind, string Name)
{
    public const string Dependency = "dependency";
    public const string Consumer = "consumer";
    public const string Resolver = "resolver";
    public const string Cache = "cache";
    public const string Tenant = "tenant";
    public const string Instance = "instance";
    public const string Way = "way to";

    /// <summary>What a label of a series names, from what says most to what says least.</summary>
    private static readonly (string Label, string Kind)[] OfLabels =
    [
        ("dependency", Dependency), ("db_system_name", Dependency), ("handler", Consumer), ("group", Consumer), ("tenant", Tenant), ("cache", Cache), ("index", "search index"),
        ("graphql_operation_name", "operation"), ("http_route", "route"), ("operation", "command"), ("server_address", "receiver"), ("signal", "telemetry of"),
        ("event_type", "event type"), ("partition", "partition"), ("instance", Instance),
    ];

    /// <summary>The labels that name a component, with what they name.</summary>
    public static IEnumerable<(string Label, string Kind)> Labels => OfLabels;

    /// <summary>Whose time a span is, apart from that of its children.</summary>
    public static Component Of(LiveSpan span)
    {
        string? Get(string attribute) => span.Attributes.GetValueOrDefault(attribute);

        if (Get(Attributes.DbSystem) is { } database)
            return new Component(Dependency, database);
        if ((Get(Attributes.Handler) ?? Get(Attributes.MessagingConsumerGroup)) is { } consumer)
            return new Component(Consumer, consumer);
        if (span.Kind == LiveSpan.Client && Get(Attributes.ServerAddress) is { } address)
            return new Component("receiver", $"{address}:{Get(Attributes.ServerPort)}");
        if (Get(Attributes.Cache) is { } cache)
            return new Component(Cache, cache);
        return (span.Source, span.Name.Split(' ', 2)) switch
        {
            (TelemetrySources.GraphQLName, ["resolve", var field]) => new Component(Resolver, field),
            (TelemetrySources.GraphQLName, ["load", var loader]) => new Component("loader", loader),
            (TelemetrySources.GraphQLName, _) => new Component("operation", Get(Attributes.GraphQLOperationName) ?? span.Name),
            (TelemetrySources.CommandsName, _) => new Component("command", span.Name),
            _ => new Component("service", $"{span.Service}, at {span.Name}"),
        };
    }

    public override string ToString() => $"{Kind} {Name}";
}
