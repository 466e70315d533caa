namespace RusToK.Core.Faults;

/// <summary>Every fault there is.</summary>
public static class FaultCatalogue
{
    public const string DatabaseSlow = "database-slow";
    public const string DatabaseError = "database-error";
    public const string RedisSlow = "redis-slow";
    public const string RedisError = "redis-error";
    public const string HttpError = "http-error";
    public const string WebhookTargetDown = "webhook-target-down";
    public const string HandlerSlow = "handler-slow";
    public const string HandlerError = "handler-error";
    public const string PoisonEvent = "poison-event";
    public const string ResolverSlow = "resolver-slow";
    public const string ResolverError = "resolver-error";
    public const string CacheCold = "cache-cold";

    private const FaultTargets Handled = FaultTargets.Handler | FaultTargets.EventType | FaultTargets.Tenant;
    private const FaultTargets Resolved = FaultTargets.Field | FaultTargets.Tenant;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new(DatabaseSlow, FaultSeams.PostgreSql, FaultEffect.SlowServer, "PostgreSQL itself takes longer for a statement.", FaultTargets.Tenant),
        new(DatabaseError, FaultSeams.PostgreSql, FaultEffect.Failure, "The connection to PostgreSQL breaks before a statement is sent."),
        new(RedisSlow, FaultSeams.Redis, FaultEffect.Delay, "Redis takes longer to answer caches and limits."),
        new(RedisError, FaultSeams.Redis, FaultEffect.Failure, "Redis does not answer caches and limits."),
        new(HttpError, FaultSeams.Http, FaultEffect.Failure, "What is called over HTTP refuses the connection."),
        new(WebhookTargetDown, FaultSeams.Webhook, FaultEffect.Failure, "Receivers of webhooks refuse the connection.", FaultTargets.Tenant),
        new(HandlerSlow, FaultSeams.Handler, FaultEffect.Delay, "A consumer takes longer for a batch with such events.", Handled),
        new(HandlerError, FaultSeams.Handler, FaultEffect.Failure, "A consumer fails for a reason that passes; it repeats the batch until it does.", Handled),
        new(PoisonEvent, FaultSeams.Handler, FaultEffect.Failure, "A consumer cannot apply an event, in each attempt; the rate is the share of events.", Handled),
        new(ResolverSlow, FaultSeams.Resolver, FaultEffect.Delay, "A resolver that does I/O takes longer.", Resolved),
        new(ResolverError, FaultSeams.Resolver, FaultEffect.Failure, "A resolver that does I/O fails.", Resolved),
        new(CacheCold, FaultSeams.Cache, FaultEffect.Miss, "A question to a cache is a miss, and each who asks loads by itself.", FaultTargets.Tenant),
    ];

    /// <returns>Null when there is none of that name.</returns>
    public static Fault? Find(string name) => All.FirstOrDefault(fault => fault.Name == name);
}
