using RusToK.Core.Resilience;

namespace RusToK.Core.Faults;

/// <summary>Where faults come in.</summary>
public static class FaultSeams
{
    /// <summary>The statements that a process sends by PostgreSQL's one definition, and the transactions of consumers.</summary>
    public const string PostgreSql = Dependencies.PostgreSql;

    /// <summary>The calls of caches and limits; streams have their own way of bearing a Redis that is away.</summary>
    public const string Redis = Dependencies.Redis;

    /// <summary>Calls of the process' HTTP clients, deliveries of webhooks not among them.</summary>
    public const string Http = Dependencies.Http;

    /// <summary>Deliveries of webhooks.</summary>
    public const string Webhook = "webhook";

    /// <summary>The handling of events by a consumer.</summary>
    public const string Handler = "handler";

    /// <summary>Resolvers of the schema that do I/O.</summary>
    public const string Resolver = "resolver";

    /// <summary>Questions to caches.</summary>
    public const string Cache = "cache";
}
