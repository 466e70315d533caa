using Xunit;

namespace RusToK.Tests.Architecture;

/// <summary>The direction of dependencies between assemblies, and between the layers of one (ADR 0001).</summary>
public sealed class LayerTests
{
    /// <summary>The assemblies of the product that each may refer to.</summary>
    private static readonly Dictionary<string, string[]> MayRefer = new()
    {
        ["RusToK.Core"] = [],
        ["RusToK.ServiceDefaults"] = ["RusToK.Core"],
        ["RusToK.Api"] = ["RusToK.Core", "RusToK.ServiceDefaults"],
        ["RusToK.Worker"] = ["RusToK.Core", "RusToK.ServiceDefaults"],
        ["RusToK.Embedded"] = [],
        ["RusToK.AppHost"] = ["RusToK.Embedded"],
        // It plays customers, who know the HTTP interfaces alone.
        ["RusToK.Demo"] = [],
        // It asks for metrics, and so knows the catalogue; of Embedded it wants the folders of the checkout.
        ["RusToK.Operations"] = ["RusToK.Core", "RusToK.Embedded"],
        // It runs the whole system, plays customers who misbehave, and asks what watches.
        ["RusToK.Lab"] = ["RusToK.Core", "RusToK.Embedded", "RusToK.AppHost", "RusToK.Demo", "RusToK.Operations"],
    };

    /// <summary>Other people's assemblies that only some of ours may refer to, by the beginning of their names.</summary>
    private static readonly (string Foreign, string[] Allowed)[] Reserved =
    [
        ("OpenTelemetry", ["RusToK.ServiceDefaults"]),
        ("Npgsql.OpenTelemetry", ["RusToK.ServiceDefaults"]),
        ("Microsoft.AspNetCore", ["RusToK.ServiceDefaults", "RusToK.Api", "RusToK.Worker", "RusToK.Demo"]),
        ("GraphQL", ["RusToK.Api"]),
        ("Aspire", ["RusToK.AppHost"]),
    ];

    /// <summary>Namespaces that do not refer to others, with those beneath them.</summary>
    private static readonly (string From, string[] Never)[] Layers =
    [
        // The GraphQL server knows whose request it is, but no module of the product nor the schema that is served.
        ("RusToK.Api.GraphQL.Server", ["RusToK.Api.GraphQL.Schema", "RusToK.Api.GraphQL.Content", "RusToK.Api.GraphQL.Tenancy", "RusToK.Api.GraphQL.Identity", "RusToK.Api.GraphQL.Commerce", "RusToK.Api.GraphQL.DeadLetters", "RusToK.Api.GraphQL.Webhooks", "RusToK.Api.GraphQL.Usage", "RusToK.Core.Content", "RusToK.Core.Commerce", "RusToK.Core.Import"]),
        // Deliveries know no module: each brings its projection.
        ("RusToK.Worker.Relay", ["RusToK.Core.Content", "RusToK.Core.Tenancy", "RusToK.Core.Identity", "RusToK.Core.Commerce", "RusToK.Core.Import", "RusToK.Core.Webhooks", "RusToK.Core.Usage"]),
        ("RusToK.Worker.Consumers", ["RusToK.Core.Content", "RusToK.Core.Tenancy", "RusToK.Core.Identity", "RusToK.Core.Commerce", "RusToK.Core.Import", "RusToK.Core.Webhooks", "RusToK.Core.Usage"]),
        ("RusToK.Worker.Rebuild", ["RusToK.Core.Content", "RusToK.Core.Tenancy", "RusToK.Core.Identity", "RusToK.Core.Commerce", "RusToK.Core.Import", "RusToK.Core.Webhooks", "RusToK.Core.Usage"]),
        ("RusToK.Core.Errors", ["RusToK.Core.Commands", "RusToK.Core.Events", "RusToK.Core.Persistence", "RusToK.Core.Telemetry"]),
        ("RusToK.Core.Telemetry", ["RusToK.Core.Commands", "RusToK.Core.Events", "RusToK.Core.Persistence"]),
    ];

    [Fact]
    public void An_assembly_refers_to_those_below_it_only() => Offenders.AssertNone(
        from assembly in CompiledCode.Product
        from reference in assembly.Value.MainModule.AssemblyReferences
        where reference.Name.StartsWith("RusToK.", StringComparison.Ordinal) && !MayRefer[assembly.Key].Contains(reference.Name)
        select $"{assembly.Key} refers to {reference.Name}",
        "Core stands alone, ServiceDefaults on Core, the processes on both and never on each other; Embedded stands alone.");

    [Fact]
    public void What_is_reserved_to_some_is_known_to_no_other() => Offenders.AssertNone(
        from assembly in CompiledCode.Product
        from reference in assembly.Value.MainModule.AssemblyReferences
        from rule in Reserved
        where (reference.Name == rule.Foreign || reference.Name.StartsWith(rule.Foreign + ".", StringComparison.Ordinal)) && !rule.Allowed.Contains(assembly.Key)
        select $"{assembly.Key} refers to {reference.Name}",
        "Only ServiceDefaults knows the OpenTelemetry SDK, only the processes ASP.NET Core, only the API GraphQL.NET.");

    [Fact]
    public void A_layer_does_not_know_what_stands_on_it() => Offenders.AssertNone(
        from assembly in CompiledCode.Product.Values
        from reference in CompiledCode.References(assembly)
        from layer in Layers
        where Within(reference.From.FullName, layer.From) && layer.Never.Any(n => Within(reference.To, n))
        select $"{reference.From.FullName} refers to {reference.To}",
        "The parts that every module stands on know none of them.");

    private static bool Within(string type, string space) => type.StartsWith(space + ".", StringComparison.Ordinal);
}
