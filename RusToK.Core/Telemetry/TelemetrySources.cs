using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RusToK.Core.Telemetry;

/// <summary>
/// Every <see cref="ActivitySource"/> and <see cref="Meter"/> this product owns. ServiceDefaults subscribes to
/// <see cref="ActivitySourceNames"/> and <see cref="MeterNames"/>; nothing else creates one.
/// </summary>
public static class TelemetrySources
{
    public const string CommandsName = "RusToK.Commands";
    public const string CommerceName = "RusToK.Commerce";
    public const string ContentName = "RusToK.Content";
    public const string DatabaseName = "RusToK.Database";
    public const string EventsName = "RusToK.Events";
    public const string ImportName = "RusToK.Import";
    public const string SearchName = "RusToK.Search";
    public const string GraphQLName = "RusToK.GraphQL";
    public const string TenancyName = "RusToK.Tenancy";
    public const string IdentityName = "RusToK.Identity";
    public const string CachingName = "RusToK.Caching";
    public const string ResilienceName = "RusToK.Resilience";
    public const string WebhooksName = "RusToK.Webhooks";
    public const string TelemetryName = "RusToK.Telemetry";
    public const string RedisName = "RusToK.Redis";

    // Before the sources: a listener that is there already asks for the names while they are made.
    public static IReadOnlyList<string> ActivitySourceNames { get; } =
        [CommandsName, EventsName, ImportName, GraphQLName, IdentityName, CachingName, WebhooksName, RedisName];

    public static IReadOnlyList<string> MeterNames { get; } =
    [
        CommerceName, ContentName, DatabaseName, SearchName, EventsName, GraphQLName, TenancyName, IdentityName, CachingName, ResilienceName,
        WebhooksName, TelemetryName,
    ];

    public static readonly ActivitySource Commands = new(CommandsName);
    public static readonly ActivitySource Events = new(EventsName);
    public static readonly ActivitySource Import = new(ImportName);
    public static readonly ActivitySource Identity = new(IdentityName);
    public static readonly ActivitySource Caching = new(CachingName);
    public static readonly ActivitySource Webhooks = new(WebhooksName);
    public static readonly ActivitySource Redis = new(RedisName);
    public static readonly ActivitySource GraphQL = new(GraphQLName);

    public static readonly Meter CommerceMeter = new(CommerceName);
    public static readonly Meter ContentMeter = new(ContentName);
    public static readonly Meter DatabaseMeter = new(DatabaseName);
    public static readonly Meter SearchMeter = new(SearchName);
    public static readonly Meter EventsMeter = new(EventsName);
    public static readonly Meter TenancyMeter = new(TenancyName);
    public static readonly Meter IdentityMeter = new(IdentityName);
    public static readonly Meter CachingMeter = new(CachingName);
    public static readonly Meter ResilienceMeter = new(ResilienceName);
    public static readonly Meter WebhooksMeter = new(WebhooksName);
    public static readonly Meter TelemetryMeter = new(TelemetryName);
    public static readonly Meter GraphQLMeter = new(GraphQLName);
}
