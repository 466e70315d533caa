using System.Text.RegularExpressions;
using Mono.Cecil;
using Xunit;

namespace RusToK.Tests.Architecture;

/// <summary>What no code of the product does, and how nothing is called.</summary>
public sealed partial class CodeTests
{
    /// <summary>The one type that makes sources of spans and meters, so that all of them are listened to.</summary>
    private const string TelemetrySources = "RusToK.Core.Telemetry.TelemetrySources";

    private static readonly string[] Clocks = ["System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today", "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow"];

    private static readonly string[] Waits =
    [
        "System.Threading.Tasks.Task::Wait", "System.Threading.Tasks.Task::WaitAll", "System.Threading.Tasks.Task::WaitAny", "System.Threading.Tasks.Task`1::get_Result",
        "System.Threading.Tasks.ValueTask`1::get_Result", "System.Threading.Thread::Sleep",
    ];

    private static readonly string[] MeaninglessNames = ["Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Manager", "Common"];

    [Fact]
    public void Only_telemetry_sources_makes_sources_and_meters() => Offenders.AssertNone(
        from assembly in CompiledCode.Product.Values
        from call in CompiledCode.Calls(assembly)
        where call.Called is { Name: ".ctor", DeclaringType.FullName: "System.Diagnostics.ActivitySource" or "System.Diagnostics.Metrics.Meter" } && call.From.FullName != TelemetrySources
        select $"{call.From.FullName} makes a {call.Called.DeclaringType.Name}",
        $"Sources and meters are made in {TelemetrySources}, whose names ServiceDefaults listens to.");

    [Fact]
    public void Time_is_asked_of_a_time_provider() => Offenders.AssertNone(
        from assembly in CompiledCode.Product.Values
        from call in CompiledCode.Calls(assembly)
        where Clocks.Contains(NameOf(call.Called))
        select $"{call.From.FullName} calls {NameOf(call.Called)}",
        "The clock of the machine is asked for.");

    [Fact]
    public void Nobody_waits_for_a_task_on_a_thread() => Offenders.AssertNone(
        (from assembly in CompiledCode.Product.Values
         from call in CompiledCode.Calls(assembly)
         where Waits.Contains(NameOf(call.Called))
         select $"{call.From.FullName} calls {NameOf(call.Called)}")
        .Concat(SourceCode.Lines(line => GetResult().IsMatch(line))),
        "Async all the way: nothing blocks a thread until a task is done.");

    /// <summary>Connections of the API go back to their pool as they are (ADR 0111).</summary>
    [Fact]
    public void Nothing_that_the_API_sets_or_locks_in_PostgreSQL_outlives_its_transaction() => Offenders.AssertNone(
        SourceCode.Lines(line => SessionState().IsMatch(line)).Where(line => !line.StartsWith("RusToK.Worker", StringComparison.Ordinal)),
        "A setting or a lock of a session, which would be the next request's too.");

    [Fact]
    public void There_are_no_regions_and_nothing_is_left_to_do() =>
        Offenders.AssertNone(SourceCode.Lines(line => Region().IsMatch(line) || ToDo().IsMatch(line)), "A region, or a note of something left to do.");

    [Fact]
    public void A_name_says_what_a_type_is() => Offenders.AssertNone(
        from assembly in CompiledCode.Product.Values.Append(AssemblyDefinition.ReadAssembly(typeof(CodeTests).Assembly.Location))
        from type in CompiledCode.Types(assembly)
        let name = type.Name.Split('`')[0]
        where MeaninglessNames.Any(m => name.EndsWith(m, StringComparison.Ordinal)) || type.Namespace.Split('.').Any(part => MeaninglessNames.Contains(part))
        select type.FullName,
        $"Nothing is called {string.Join(", ", MeaninglessNames)}.");

    [Fact]
    public void A_class_is_sealed_unless_it_has_heirs()
    {
        var parents = CompiledCode.Product.Values.Append(AssemblyDefinition.ReadAssembly(typeof(CodeTests).Assembly.Location))
            .SelectMany(a => a.MainModule.GetTypes()).Select(t => t.BaseType?.GetElementType().FullName).OfType<string>().ToHashSet();
        Offenders.AssertNone(
            from assembly in CompiledCode.Product.Values
            from type in CompiledCode.Types(assembly)
            where type is { IsClass: true, IsSealed: false, IsAbstract: false } && !type.IsValueType && !parents.Contains(type.FullName) && !type.Namespace.EndsWith(".Migrations", StringComparison.Ordinal)
            select type.FullName,
            "A class is neither sealed nor anybody's parent.");
    }

    private static string NameOf(MethodReference method) => $"{method.DeclaringType.GetElementType().FullName}::{method.Name}";

    [GeneratedRegex("""\bpg_(try_)?advisory_lock(_shared)?\(|\bset_config\([^()]*, false\)|"SET (?!LOCAL\b)|"LISTEN\b""")]
    private static partial Regex SessionState();

    [GeneratedRegex(@"GetAwaiter\(\)\s*\.\s*GetResult\(")]
    private static partial Regex GetResult();

    [GeneratedRegex(@"^\s*#\s*(end)?region\b")]
    private static partial Regex Region();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex ToDo();
}
