using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Mono.Cecil;
using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.Architecture;

/// <summary>Logs are events with an id that stays, made by the generator, of values that may be read by whoever reads logs (ADR 0087).</summary>
public sealed partial class LogTests
{
    private static readonly string Reference = Path.Combine(RepositoryRoot.Path, "docs", "log-events.md");

    /// <summary>What a log event may say: numbers, times, ids, names of ours. No object that would print itself.</summary>
    private static readonly string[] Sayable =
    [
        "System.Boolean", "System.Int32", "System.Int64", "System.Double", "System.Decimal", "System.Guid", "System.String", "System.TimeSpan", "System.DateTimeOffset",
    ];

    [Fact]
    public void Every_log_event_has_an_id_and_a_name_that_no_other_has()
    {
        Assert.True(LogEvent.All.Count > 50, "log events are not found");
        Offenders.AssertNone(
            LogEvent.All.Where(e => e.Id is null or <= 0).Select(e => $"{e.Place} has no id")
                .Concat(LogEvent.All.Where(e => e.Name is null || !Name().IsMatch(e.Name)).Select(e => $"{e.Place} is named {e.Name ?? "nothing"}"))
                .Concat(LogEvent.All.GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => $"{g.Key} is the id of {string.Join(" and ", g.Select(e => e.Place))}"))
                .Concat(LogEvent.All.GroupBy(e => e.Name).Where(g => g.Count() > 1).Select(g => $"{g.Key} is the name of {string.Join(" and ", g.Select(e => e.Place))}")),
            "A log event has an EventId of its own, and an EventName such as relay.elected.");
    }

    [Fact]
    public void A_log_event_says_values_and_never_a_secret_or_who_somebody_is() => Offenders.AssertNone(
        from e in LogEvent.All
        from parameter in e.Method.Parameters
        let type = Bare(parameter.ParameterType)
        where !(type.FullName == "Microsoft.Extensions.Logging.ILogger" || IsException(type) || IsEnum(type) || Sayable.Contains(type.FullName))
            || (type.FullName == "System.String" && Confidentiality.IsSuspect(parameter.Name))
        select $"{e.Place} logs {parameter.Name} ({parameter.ParameterType.Name})",
        "Log events say numbers, times, ids, names of the product's own, and exceptions.");

    [Fact]
    public void Nothing_is_logged_but_by_the_generator() => Offenders.AssertNone(
        from assembly in CompiledCode.Product.Values
        from call in CompiledCode.Calls(assembly)
        where call.Called.DeclaringType.FullName == "Microsoft.Extensions.Logging.LoggerExtensions"
        select $"{call.From.FullName} calls {call.Called.Name}",
        "Logs are written by [LoggerMessage] methods: their templates are constant and their ids stay.");

    [Fact]
    public void The_reference_lists_every_log_event()
    {
        var expected = Written();
        if (Environment.GetEnvironmentVariable("RUSTOK_WRITE_DOCS") == "1")
            File.WriteAllText(Reference, expected);
        Assert.True(
            File.Exists(Reference) && File.ReadAllText(Reference) == expected,
            $"{Reference} is not what the code says. If an id or a name has changed, alerts and searches that use it must too; then run this test with RUSTOK_WRITE_DOCS=1.");
    }

    private static string Written()
    {
        var text = new StringBuilder("""
            # Log events

            What RusToK itself logs, by `event_id` and `event` of a record. Ids and names stay; the words may change. Ranges: 1000 Worker, 2000 Core,
            3000 every process, 4000 API, 9000 demo. Written from the code by `LogTests` (with `RUSTOK_WRITE_DOCS=1`), which fails when it is old.

            | id | event | level | message |
            | ---: | --- | --- | --- |

            """);
        foreach (var e in LogEvent.All.OrderBy(e => e.Id))
            text.Append(CultureInfo.InvariantCulture, $"| {e.Id} | {e.Name} | {e.Level} | {e.Message.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        return text.ToString();
    }

    private static TypeReference Bare(TypeReference type) =>
        type is GenericInstanceType { ElementType.FullName: "System.Nullable`1" } nullable ? nullable.GenericArguments[0] : type;

    private static bool IsException(TypeReference type) => type.FullName == "System.Exception";

    private static bool IsEnum(TypeReference type) =>
        CompiledCode.Product.Values.Select(a => a.MainModule.GetType(type.FullName)).FirstOrDefault(t => t is not null) is { IsEnum: true };

    [GeneratedRegex(@"^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$")]
    private static partial Regex Name();
}
