using Microsoft.EntityFrameworkCore;
using RusToK.Core.Persistence;
using Xunit;

namespace RusToK.Tests.Architecture;

/// <summary>
/// Modules of <c>RusToK.Core</c>: which may use which, and what of it (ADR 0035). The list of modules is that of the namespaces, so a new one
/// fails here until its line is written.
/// </summary>
public sealed class ModuleTests
{
    /// <summary>What modules stand on; it knows none of them.</summary>
    private static readonly string[] Foundation = ["Caching", "Commands", "Errors", "Events", "Faults", "Persistence", "Privacy", "Resilience", "Telemetry"];

    /// <summary>The modules that each module may use. A line names only modules above it, so there is no circle.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Tenancy"] = [],
        ["Content"] = ["Tenancy"],
        // Their text rules and their way to ask read models are Content's, see ADR 0035.
        ["Identity"] = ["Tenancy", "Content"],
        ["Commerce"] = ["Tenancy", "Content"],
        ["DeadLetters"] = ["Content"],
        ["Search"] = ["Tenancy", "Content"],
        ["Import"] = ["Tenancy", "Content", "Commerce"],
        ["Webhooks"] = ["Content"],
        ["Usage"] = [],
    };

    /// <summary>
    /// Entities that a module hands to another, in the results of its commands and queries. They are there to be read: nobody else makes or
    /// changes one.
    /// </summary>
    private static readonly (string To, string Entity)[] HandedOut =
    [
        ("Import", "RusToK.Core.Content.Nodes.Node"),
        ("Import", "RusToK.Core.Content.Nodes.NodeTranslation"),
        ("Import", "RusToK.Core.Content.Categories.Category"),
        ("Import", "RusToK.Core.Content.Categories.CategoryTranslation"),
        ("Import", "RusToK.Core.Content.Tags.Tag"),
        ("Import", "RusToK.Core.Content.Tags.TagTranslation"),
        ("Import", "RusToK.Core.Commerce.Catalog.Products.Product"),
    ];

    /// <summary>Parts of a module that are its own affair, whoever may use the rest.</summary>
    private static readonly string[] Private = ["Storage", "Projection"];

    [Fact]
    public void Every_module_is_in_the_list()
    {
        var modules = CompiledCode.Types(CompiledCode.Core).Select(t => ModuleOf(CompiledCode.Outermost(t).FullName)).OfType<string>().Distinct();
        Offenders.AssertNone(modules.Where(m => !MayUse.ContainsKey(m)), "A module has no line in the table of who may use whom:");
    }

    [Fact]
    public void The_foundation_knows_no_module() => Offenders.AssertNone(
        from reference in CompiledCode.References(CompiledCode.Core)
        where Foundation.Contains(Part(reference.From.FullName)) && ModuleOf(reference.To) is not null
        select $"{reference.From.FullName} refers to {reference.To}",
        $"{string.Join(", ", Foundation)} are what modules stand on.");

    [Fact]
    public void A_module_uses_those_it_may()
    {
        Assert.Contains(Crossings(), c => c is { From: "Content", Used: "RusToK.Core.Tenancy.TenantRules" });
        Offenders.AssertNone(
            from crossing in Crossings()
            where !MayUse[crossing.From].Contains(crossing.To)
            select $"{crossing.Type} of {crossing.From} refers to {crossing.Used} of {crossing.To}",
            "A module refers to one that it may not use.");
    }

    [Fact]
    public void A_module_leaves_the_entities_of_another_alone()
    {
        var entities = Entities();
        Assert.Contains("RusToK.Core.Content.Nodes.Node", entities);
        Offenders.AssertNone(
            from crossing in Crossings()
            where entities.Contains(crossing.Used) && !HandedOut.Contains((crossing.From, crossing.Used))
            select $"{crossing.Type} of {crossing.From} refers to the entity {crossing.Used} of {crossing.To}",
            "Modules talk by commands, events and queries; a module's entities are its own.");
    }

    [Fact]
    public void An_entity_is_made_and_changed_in_its_own_module_only()
    {
        var entities = Entities();
        Offenders.AssertNone(
            from call in CompiledCode.Calls(CompiledCode.Core)
            let entity = call.Called.DeclaringType.FullName
            where entities.Contains(entity) && ModuleOf(call.From.FullName) is { } module && module != ModuleOf(entity)
                && (call.Called.Name is ".ctor" or "<Clone>$" || call.Called.Name.StartsWith("set_", StringComparison.Ordinal))
            select $"{call.From.FullName} calls {call.Called.Name} of {entity}",
            "What a module hands out is there to be read.");
    }

    [Fact]
    public void A_modules_storage_and_projection_are_its_own() => Offenders.AssertNone(
        from crossing in Crossings()
        where crossing.Used.Split('.').Any(part => Private.Contains(part))
        select $"{crossing.Type} of {crossing.From} refers to {crossing.Used} of {crossing.To}",
        $"{string.Join(" and ", Private)} of a module are nobody else's.");

    [Fact]
    public void The_circle_of_modules_is_open() => Offenders.AssertNone(
        from line in MayUse
        from used in line.Value
        where MayUse.Keys.ToList().IndexOf(used) >= MayUse.Keys.ToList().IndexOf(line.Key)
        select $"{line.Key} may use {used}",
        "A line names only modules above it.");

    /// <summary>References from one module to another.</summary>
    private static IEnumerable<(string From, string Type, string To, string Used)> Crossings() =>
        from reference in CompiledCode.References(CompiledCode.Core)
        let @from = ModuleOf(reference.From.FullName)
        let to = ModuleOf(reference.To)
        where @from is not null && to is not null && @from != to
        select (@from, reference.From.FullName, to, reference.To);

    /// <summary>The module a type of Core belongs to; null for the foundation and for what is not Core's.</summary>
    private static string? ModuleOf(string type) => Part(type) is { } part && !Foundation.Contains(part) ? part : null;

    private static string? Part(string type) =>
        type.StartsWith("RusToK.Core.", StringComparison.Ordinal) && type.Split('.') is { Length: > 3 } parts ? parts[2] : null;

    private static HashSet<string> Entities()
    {
        var options = new DbContextOptionsBuilder<RusToKDbContext>().UseNpgsql().UseSnakeCaseNamingConvention().Options;
        using var database = new RusToKDbContext(options, new TenantScope());
        return [.. database.Model.GetEntityTypes().Select(e => e.ClrType.FullName!)];
    }
}
