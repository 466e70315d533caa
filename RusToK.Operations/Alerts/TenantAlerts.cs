using System.Globalization;
using RusToK.Operations.Alerts.Cases;
using RusToK.Operations.Dashboards;
using static RusToK.Operations.Promql.Series;

namespace RusToK.Operations.Alerts;

/// <summary>One tenant at the cost of the others, and what no tenant should try.</summary>
internal static class TenantAlerts
{
    /// <summary>The share of one tenant that is too much: well above a half, as of two tenants one always has more.</summary>
    public const double MostOfIt = 0.7;

    public static IReadOnlyList<Alert> All { get; } =
    [
        new()
        {
            Name = "TenantTakesErrors",
            Severity = Severity.Ticket,
            Service = "rustok-api",
            Summary = "Most failures are those of {{ $labels.tenant }}",
            Description = "{{ $value | humanizePercentage }} of the requests that fail through a fault of ours are of the tenant {{ $labels.tenant }}.",
            Dashboard = DashboardUids.Tenants,
            For = TimeSpan.FromMinutes(5),
            Expression = timing => $"""
                {Share(TenantErrors, timing)}
                and on () sum(increase({TenantErrors}[{timing.Range(TenMinutes)}])) > 20
                and on () max({TenantsActive}) > 1
                """,
            Cases =
            [
                new(16, "80%",
                    InputSeries.Counter($"{TenantErrors}{Of("acme")}", 0, 6.9, 8),
                    InputSeries.Counter($"{TenantErrors}{Of("globex")}", 0, 2.9, 1),
                    InputSeries.Counter($"{TenantErrors}{Of("other")}", 0, 0.2, 1),
                    InputSeries.Always(TenantsActive, Level.At(3)))
                {
                    Labels = new Dictionary<string, string> { ["tenant"] = "acme" },
                    After = 20,
                },
            ],
        },
        new()
        {
            Name = "TenantTakesLoad",
            Severity = Severity.Ticket,
            Service = "rustok-api",
            Summary = "Most of the load is that of {{ $labels.tenant }}",
            Description = "{{ $value | humanizePercentage }} of the time that requests take is spent on the tenant {{ $labels.tenant }}.",
            Dashboard = DashboardUids.Tenants,
            For = TimeSpan.FromMinutes(10),
            Expression = timing => $"""
                {Share(TenantDuration + "_sum", timing)}
                and on () sum(rate({TenantDuration}_sum[{timing.Range(TenMinutes)}])) > 1
                and on () max({TenantsActive}) > 1
                """,
            Cases =
            [
                new(21, "75%",
                    InputSeries.Counter($"{TenantDuration}_sum{Of("acme")}", 20, 82, 90),
                    InputSeries.Counter($"{TenantDuration}_sum{Of("globex")}", 20, 28, 20),
                    InputSeries.Counter($"{TenantDuration}_sum{Of("other")}", 10, 10, 10),
                    InputSeries.Always(TenantsActive, Level.At(3)))
                {
                    Labels = new Dictionary<string, string> { ["tenant"] = "acme" },
                },
            ],
        },
        new()
        {
            Name = "CrossTenantMismatchBlocked",
            Severity = Severity.Ticket,
            Service = "rustok-api",
            Summary = "Somebody reaches for another tenant",
            Description = "{{ $value | humanize }} requests in 10 minutes named one tenant and came from another ({{ $labels.source }}). They were refused.",
            Dashboard = DashboardUids.Tenants,
            For = TimeSpan.Zero,
            Expression = timing => $"sum by (source) (increase({TenantMismatches}[{timing.Range(TenMinutes)}])) > 5",
            Cases =
            [
                new(10, "20", InputSeries.Counter(TenantMismatches + "{source=\"token\"}", 0, 0.4, 2))
                {
                    Labels = new Dictionary<string, string> { ["source"] = "token" },
                },
            ],
        },
        new()
        {
            Name = "OversellAttempt",
            Severity = Severity.Info,
            Service = "rustok-api",
            Summary = "Orders are refused because they want more than there is",
            Description = "{{ $value | humanize }} orders in 10 minutes were refused with a conflict. Nothing was oversold.",
            Dashboard = DashboardUids.Tenants,
            For = TimeSpan.Zero,
            Expression = timing => $"sum(increase({CommerceOperations}{Refused}[{timing.Range(TenMinutes)}])) > 20",
            Cases = [new(10, "50", InputSeries.Counter(CommerceOperations + Refused, 0, 1.9, 5))],
        },
    ];

    private const string Refused = "{operation=\"place_order\", outcome=\"conflict\"}";

    private static TimeSpan TenMinutes => TimeSpan.FromMinutes(10);

    private static string Share(string series, Timing timing) => string.Create(
        CultureInfo.InvariantCulture,
        $"sum by (tenant) (rate({series}{{tenant!=\"other\"}}[{timing.Range(TenMinutes)}])) / on () group_left () sum(rate({series}[{timing.Range(TenMinutes)}])) > {MostOfIt}");

    private static string Of(string tenant) => $"{{job=\"rustok-api\", tenant=\"{tenant}\"}}";
}
