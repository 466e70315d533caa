using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Operations.Dashboards.Model;

namespace RusToK.Operations.Dashboards.Panels;

/// <summary>Panels of requests that more than one dashboard shows.</summary>
internal static class ApiPanels
{
    /// <summary>Without what probes and scrapes ask, which nobody waits for.</summary>
    public const string OfCallers = "http_route!~\"/metrics|/health.*\"";

    public static Panel Requests(string title, string by) =>
        Panel.Rate(title, LibraryMetrics.HttpServerDuration, by, OfCallers).Saying("Probes and scrapes are left out.");

    public static Panel FailedOperations(string title) => Panel.Share(
        title, "Part of the GraphQL operations that ended in a failure of ours (INTERNAL). The objective is 0.1 % over 30 days.",
        GraphQLInstruments.OperationDuration, "outcome=\"failed\"");
}
