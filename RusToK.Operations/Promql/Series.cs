using RusToK.Core.Telemetry.Catalogue;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Operations.Dashboards.Model;

namespace RusToK.Operations.Promql;

/// <summary>The metrics that rules ask for, the catalogue's and those of libraries, as Prometheus calls them. A histogram is its name without a suffix.</summary>
internal static class Series
{
    public static readonly string CacheRequests = PrometheusName.Of(CacheInstruments.Requests);
    public static readonly string CommerceOperations = PrometheusName.Of(CommerceInstruments.Operations);
    public static readonly string XminAge = PrometheusName.Of(DatabaseInstruments.XminAge);
    public static readonly string StageDuration = PrometheusName.Of(EventInstruments.StageDuration);
    public static readonly string Consumed = PrometheusName.Of(EventInstruments.Consumed);
    public static readonly string Retries = PrometheusName.Of(EventInstruments.Retries);
    public static readonly string DeadLettersAdded = PrometheusName.Of(EventInstruments.DeadLettersAdded);
    public static readonly string RelayLeader = PrometheusName.Of(EventInstruments.RelayLeader);
    public static readonly string RelayRepairs = PrometheusName.Of(EventInstruments.Repairs);
    public static readonly string LogBacklog = PrometheusName.Of(EventInstruments.LogBacklog);
    public static readonly string LogOldestAge = PrometheusName.Of(EventInstruments.LogOldestAge);
    public static readonly string LogSnapshotAge = PrometheusName.Of(EventInstruments.LogSnapshotAge);
    public static readonly string StreamLength = PrometheusName.Of(EventInstruments.StreamLength);
    public static readonly string StreamLimit = PrometheusName.Of(EventInstruments.StreamLimit);
    public static readonly string StreamLag = PrometheusName.Of(EventInstruments.StreamLag);
    public static readonly string StreamSnapshotAge = PrometheusName.Of(EventInstruments.StreamSnapshotAge);
    public static readonly string GraphQLDuration = PrometheusName.Of(GraphQLInstruments.OperationDuration);
    public static readonly string BreakerState = PrometheusName.Of(ResilienceInstruments.BreakerState);
    public static readonly string SearchStaleness = PrometheusName.Of(SearchInstruments.Staleness);
    public static readonly string TelemetryDropped = PrometheusName.Of(TelemetryInstruments.Dropped);
    public static readonly string TenantMismatches = PrometheusName.Of(TenancyInstruments.Mismatches);
    public static readonly string TenantErrors = PrometheusName.Of(TenantInstruments.Errors);
    public static readonly string TenantDuration = PrometheusName.Of(TenantInstruments.RequestDuration);
    public static readonly string TenantsActive = PrometheusName.Of(TableInstruments.ActiveTenants);
    public static readonly string WebhookDeliveries = PrometheusName.Of(WebhookInstruments.Deliveries);
    public static readonly string WebhookBreakers = PrometheusName.Of(WebhookInstruments.BreakerTransitions);
    public static readonly string WebhooksDisabled = PrometheusName.Of(WebhookInstruments.Disabled);
    public static readonly string Up = LibraryMetrics.Up.Name;
    public static readonly string TargetInfo = LibraryMetrics.TargetInfo.Name;
    public static readonly string HttpDuration = LibraryMetrics.HttpServerDuration.Name;
    public static readonly string DatabaseDuration = LibraryMetrics.DbDuration.Name;
    public static readonly string PoolWaiting = LibraryMetrics.DbWaiting.Name;
}
