using RusToK.Core.Telemetry.Catalogue;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Operations.Alerts;
using RusToK.Operations.Dashboards.Model;

namespace RusToK.Operations.Dashboards;

/// <summary>Who uses it, and for what.</summary>
internal static class TenantsDashboard
{
    public static Dashboard Create() => new(DashboardUids.Tenants, "RusToK: Tenants and business", "Who uses it, for what, and whether one takes from the others.")
    {
        Rows =
        [
            new("Now",
                Panel.Level("Active tenants", TableInstruments.ActiveTenants).As(PanelKind.Stat),
                Panel.Count("Orders placed in this range", CommerceInstruments.Orders, where: "status=\"pending\""),
                Panel.Count("Orders paid in this range", CommerceInstruments.Orders, where: "status=\"paid\""),
                Panel.Level("Variants low in stock", CommerceInstruments.LowStock).As(PanelKind.Stat),
                Panel.Count("Reached across tenants in this range", TenancyInstruments.Mismatches) with { Limit = 1 }),
            new("Tenants: the busiest by name, the rest together",
                Panel.Rate("Requests by tenant", TenantInstruments.Requests, "tenant", Chosen),
                new Panel("Part of the requests", "A tenant's part of all requests.", GrafanaUnit.Share,
                    new Query($"{Expression.Rate(TenantInstruments.Requests, "tenant", Chosen)} / scalar({Expression.Rate(TenantInstruments.Requests)})", "{{tenant}}")) { Limit = TenantAlerts.MostOfIt },
                new Panel("Part of the load", "A tenant's part of the time that all requests take. Above one half for long, the others wait for it.", GrafanaUnit.Share,
                    new Query($"{LoadOf("tenant", Chosen)} / scalar({LoadOf("", "")})", "{{tenant}}")) { Limit = TenantAlerts.MostOfIt },
                Panel.Quantiles("Latency p99 by tenant", TenantInstruments.RequestDuration, "tenant", Chosen) with { Limit = 1 },
                Panel.Rate("Errors by tenant", TenantInstruments.Errors, "tenant", Chosen) with { Runbook = "tenant-takes-errors" },
                new Panel("Part of the requests that failed", "By tenant. One tenant alone: its data or its use. All: the service.", GrafanaUnit.Share,
                    new Query(Expression.Ratio(Expression.Rate(TenantInstruments.Errors, "tenant", Chosen), Expression.Rate(TenantInstruments.Requests, "tenant", Chosen)), "{{tenant}}"))
                {
                    Limit = 0.01,
                },
                Panel.Rate("Requests over the limit", ResilienceInstruments.RateLimitRejections, "scope"),
                Panel.Rate("Requests across tenants", TenancyInstruments.Mismatches, "source") with { Runbook = "cross-tenant-mismatch-blocked" })
            { Runbook = "tenant-takes-load" },
            new("Content",
                Panel.Level("Nodes by status", ContentInstruments.Nodes, "status"),
                Panel.Rate("Changes by kind", ContentInstruments.Operations, "kind, operation", "outcome=\"ok\""),
                Panel.Rate("Refused and failed changes", ContentInstruments.Operations, "outcome", "outcome!=\"ok\"") with { FilledBy = "a command that is refused or fails" }),
            new("Commerce",
                Panel.Rate("Orders by status", CommerceInstruments.Orders, "status"),
                new Panel("Revenue in this range", CommerceInstruments.Revenue.Description, GrafanaUnit.Count,
                    new Query(Expression.Increase(CommerceInstruments.Revenue, "currency"), "{{currency}}")) { Kind = PanelKind.Table },
                Panel.Level("Products by status", CommerceInstruments.Products, "status"),
                Panel.Rate("Commands", CommerceInstruments.Operations, "operation", "outcome=\"ok\""),
                Panel.Rate("Refused and failed commands", CommerceInstruments.Operations, "operation, outcome", "outcome!=\"ok\"")
                    .Saying("Conflicts at placing orders are buyers who were too late.") with { FilledBy = "a command that is refused or fails" },
                Panel.Level("Staleness of the search", SearchInstruments.Staleness, "index") with { Limit = 60, Runbook = "search-stale" })
            { Runbook = "oversell-attempt" },
            new("Users",
                Panel.Rate("What users do", IdentityInstruments.UserActivity, "activity", "outcome=\"ok\""),
                Panel.Rate("What users were not let do", IdentityInstruments.UserActivity, "activity, outcome", "outcome!=\"ok\"")
                    .Saying("Refused sign-ins rising: somebody tries passwords; reused: a stolen token.") with { FilledBy = "a user who is refused" },
                Panel.Rate("Mails", IdentityInstruments.MailDeliveries, "kind, outcome")),
            new("Webhooks",
                Panel.Rate("Deliveries", WebhookInstruments.Deliveries, "outcome"),
                Panel.Share("Delivered within ten minutes", "Part of the deliveries that ended well and in time. The objective is 99 %.", WebhookInstruments.Deliveries,
                    "outcome=\"delivered\"", where: "outcome!=\"retried\"") with { Floor = 0.99 },
                Panel.Quantiles("Attempts p99 by outcome", WebhookInstruments.Duration, "outcome"),
                Panel.Rate("Breakers of endpoints", WebhookInstruments.BreakerTransitions, "to"),
                Panel.Rate("Endpoints switched off", WebhookInstruments.Disabled, "reason"))
            { Runbook = "webhook-endpoint-failing" },
        ],
        Variables =
        [
            new("tenant", "Tenant", "One of the busiest tenants, or other: the rest.",
                "label_values(rustok_tenant_requests_total{job=~\"$job\", instance=~\"$instance\"}, tenant)"),
        ],
    };

    private const string Chosen = "tenant=~\"$tenant\"";

    private static string LoadOf(string by, string where) => Expression.Rate(
        new Metric(((Metric)TenantInstruments.RequestDuration).Name + "_sum", InstrumentKind.Counter, "s", "Time that requests take."), by, where);
}
