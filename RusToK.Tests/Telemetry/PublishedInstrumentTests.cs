using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RusToK.Api.GraphQL.Server;
using RusToK.Core.Caching;
using RusToK.Core.Commerce;
using RusToK.Core.Events;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Mail;
using RusToK.Core.Resilience;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Core.Tenancy;
using RusToK.Core.Webhooks;
using RusToK.Tests.Architecture;
using RusToK.Tests.Pipeline;
using RusToK.Worker.Gauges;
using RusToK.Worker.Relay;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>What the meters of the product really publish and count, against what the catalogue says.</summary>
public sealed class PublishedInstrumentTests
{
    private static readonly IReadOnlyDictionary<string, MetricDefinition> Defined = MetricCatalogue.All.ToDictionary(m => m.Name);

    [Fact]
    public void Every_instrument_that_our_meters_publish_is_as_it_is_defined()
    {
        var published = new ConcurrentBag<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => published.Add(instrument) };
        listener.Start();
        foreach (var holder in HoldersOfInstruments())
            RuntimeHelpers.RunClassConstructor(holder.TypeHandle);
        MakeGauges();

        var ours = published.Where(i => TelemetrySources.MeterNames.Contains(i.Meter.Name)).ToList();
        Assert.True(ours.Select(i => i.Name).Distinct().Count() > 30, "too few instruments were published");
        Offenders.AssertNone(
            from instrument in ours
            let definition = Defined.GetValueOrDefault(instrument.Name)
            where definition is null || definition.Meter != instrument.Meter || definition.Unit != instrument.Unit || definition.Description != instrument.Description
            select $"{instrument.Meter.Name}: {instrument.Name} ({instrument.Unit}) {instrument.Description}",
            "An instrument is not in the catalogue, or not as it is there.");
    }

    [Fact]
    public void A_counter_begins_with_the_labels_and_the_values_that_the_catalogue_names()
    {
        var begun = new HashSet<(string Metric, string Label, string Value)>();
        var others = new List<string>();
        var here = Environment.CurrentManagedThreadId;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (Defined.TryGetValue(instrument.Name, out var definition) && definition.Meter == instrument.Meter && definition.Kind != InstrumentKind.Gauge)
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>(Note);
        listener.Start();
        Initialise();
        // Counters that are added up; gauges of others say nothing of how a counter begins.
        listener.RecordObservableInstruments();

        var counted = begun.Select(b => b.Metric).ToHashSet();
        Assert.True(counted.Count > 10, "too few counters begin");
        Offenders.AssertNone(others, "A counter has other labels than those of its definition:");
        Offenders.AssertNone(
            from value in begun
            where Defined[value.Metric].Labels.Single(l => l.Name == value.Label) is { Values: { } known } && !known.Contains(value.Value)
            select $"{value.Metric}: {value.Label} = {value.Value}",
            "A label has a value that the catalogue does not name:");
        Offenders.AssertNone(
            from metric in MetricCatalogue.All
            where counted.Contains(metric.Name)
            from label in metric.Labels
            from known in label.Values ?? []
            where !begun.Contains((metric.Name, label.Name, known))
            select $"{metric.Name}: {label.Name} = {known}",
            "A counter does not begin with a value that the catalogue names:");

        void Note(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> labels, object? state)
        {
            // Other tests count at the same time, also what the product would never.
            if (Environment.CurrentManagedThreadId != here)
                return;
            var names = new HashSet<string>();
            foreach (var (label, of) in labels)
                if (names.Add(label) && Defined[instrument.Name].Labels.Any(l => l.Name == label))
                    begun.Add((instrument.Name, label, of?.ToString() ?? string.Empty));
            if (!names.SetEquals(Defined[instrument.Name].Labels.Select(l => l.Name)))
                others.Add($"{instrument.Name}: {string.Join(", ", names.Order(StringComparer.Ordinal))}");
        }
    }

    /// <summary>Types with an instrument in a static field.</summary>
    private static IEnumerable<Type> HoldersOfInstruments() =>
        from assembly in (Assembly[])[typeof(TelemetrySources).Assembly, typeof(GraphQLTelemetry).Assembly, typeof(RelayGauges).Assembly]
        from type in assembly.GetTypes()
        where !type.ContainsGenericParameters
            && type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Any(f => f.FieldType.IsAssignableTo(typeof(Instrument)))
        select type;

    /// <summary>Gauges, and what else comes with an object; none of them connects to anything.</summary>
    private static void MakeGauges()
    {
        _ = new RelayGauges();
        _ = new TableGauges(NpgsqlDataSource.Create("Host=127.0.0.1;Port=1"), TimeProvider.System, NullLogger<TableGauges>.Instance);
        _ = new CircuitBreakers(NullLogger<CircuitBreakers>.Instance);
    }

    /// <summary>What makes series at zero without a server.</summary>
    private static void Initialise()
    {
        EventMetrics.Initialise(new TestProjection(), 4);
        MailMetrics.Initialise();
        UserActivity.Initialise();
        TenantMismatches.Initialise();
        WebhookMetrics.Initialise();
        GraphQLTelemetry.InitialiseCounters();
        CacheMetrics.Initialise("tested");
        _ = new CommerceMetrics();
        var breakers = new CircuitBreakers(NullLogger<CircuitBreakers>.Instance);
        foreach (var dependency in (string[])[Dependencies.PostgreSql, Dependencies.Redis, Dependencies.Http])
            breakers.Add(dependency);
    }
}
