using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using RusToK.Api.GraphQL.Server;
using RusToK.Core.Commands;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Operations.Alerts;
using RusToK.ServiceDefaults;
using RusToK.Worker.Relay;

namespace RusToK.Tests.Documentation;

/// <summary>
/// What a guide may put in backticks: commands, paths, metrics, attributes, spans, keys, variables, and words of the sources. What it looks like says
/// which of them it must be.
/// </summary>
internal sealed partial class TelemetryVocabulary
{
    private static readonly Assembly[] Product =
    [
        typeof(MetricCatalogue).Assembly, typeof(GraphQLServerOptions).Assembly, typeof(StreamPublisher).Assembly, typeof(ServiceDefaultsExtensions).Assembly,
    ];

    private static readonly string[] Projects =
        ["RusToK.Core", "RusToK.Api", "RusToK.Worker", "RusToK.ServiceDefaults", "RusToK.AppHost", "RusToK.Embedded", "RusToK.Operations"];

    private readonly string _root;
    private readonly string _script;
    private readonly List<string[]> _sources = [];
    private readonly string _text;
    private readonly HashSet<string> _words;
    private readonly HashSet<string> _commands;
    private readonly HashSet<string> _attributes;
    private readonly HashSet<string> _commandNames;
    private readonly HashSet<string> _eventTypes;
    private readonly List<byte[]> _libraries;

    /// <param name="root">Of the checkout.</param>
    public TelemetryVocabulary(string root)
    {
        _root = root;
        _script = File.ReadAllText(Path.Combine(root, "rustok"));
        var files = Projects.SelectMany(project => Directory.EnumerateFiles(Path.Combine(root, project), "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".cs" or ".sql" && !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        _sources.AddRange(files.Select(text => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToArray()));
        _text = string.Join('\n', files);
        _words = Words().Matches(_text + _script).Select(m => m.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _commands = Dispatch().Matches(_script).SelectMany(m => m.Groups["names"].Value.Split('|', StringSplitOptions.TrimEntries)).ToHashSet();
        _attributes = typeof(Attributes).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToHashSet();
        _commandNames = Product[0].GetTypes().Select(t => t.GetCustomAttribute<CommandNameAttribute>()?.Name).OfType<string>().ToHashSet();
        _eventTypes = EventTypeRegistry.FromAssembly(Product[0]).Types.Select(t => t.Type).ToHashSet();
        _libraries = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("OpenTelemetry", StringComparison.Ordinal) || name == "Npgsql.dll"))
            .Select(File.ReadAllBytes)];
    }

    public bool Knows(string code) => code switch
    {
        _ when code.StartsWith("./rustok ", StringComparison.Ordinal) => IsCommand(code.Split(' ')[1..]),
        _ when Variable().IsMatch(code) => HoldsLiteral(code) || HasWord(code),
        _ when Key().IsMatch(code) => IsOption(code.Replace("__", ":", StringComparison.Ordinal).Split(':')),
        _ when RepositoryPath().IsMatch(code) => Path.Exists(Path.Combine(_root, code)),
        _ when code.StartsWith('/') => code[1..].Split('/').All(part => _text.Contains($"/{part}\"", StringComparison.Ordinal)),
        _ when code.StartsWith("RusToK.", StringComparison.Ordinal) => IsSource(code) || Product.Any(assembly => assembly.GetType(code) is not null),
        _ when AlertCatalogue.All.Any(alert => alert.Name == code) => true,
        _ when Service().IsMatch(code) => _text.Contains($"\"{code}\"", StringComparison.Ordinal),
        _ when code.StartsWith("rustok.", StringComparison.Ordinal) => _attributes.Contains(code) || IsMetric(code),
        _ when code.StartsWith("rustok_", StringComparison.Ordinal) => MetricCatalogue.All.Any(m => PrometheusNames(m).Contains(code)),
        _ when SpanName().Match(code) is { Success: true } span => IsSpan(span.Groups["verb"].Value, span.Groups["object"].Value),
        _ when Sql().IsMatch(code) => code.Split("; ").All(IsStatement),
        _ when Dotted().IsMatch(code) => _attributes.Contains(code) || _commandNames.Contains(code) || IsMetric(code)
            || _text.Contains($"\"{code}\"", StringComparison.Ordinal) || HoldsLiteral(code),
        _ => Words().Matches(code).All(m => HasWord(m.Value)),
    };

    /// <summary>Whether a source has these lines one after the other, however they are indented.</summary>
    public bool IsPieceOfSource(IReadOnlyList<string> lines) =>
        _sources.Any(source => Enumerable.Range(0, source.Length).Any(at => source.Skip(at).Take(lines.Count).SequenceEqual(lines)));

    private bool IsCommand(string[] words) =>
        _commands.Contains(words[0]) && words.Skip(1).All(word => words[0] == "bench"
            ? Directory.Exists(Path.Combine(_root, "benchmarks", word))
            : Words().Matches(word).All(m => HasWord(m.Value)));

    private static bool IsOption(string[] parts)
    {
        var types = Product.SelectMany(assembly => assembly.GetTypes());
        return Enumerable.Range(1, parts.Length).Any(length => types.Any(type =>
            type.GetField("Section", BindingFlags.Static | BindingFlags.Public) is { IsLiteral: true } section
            && (string?)section.GetRawConstantValue() == string.Join(':', parts.Take(length)) && HasProperty(type, parts.AsSpan(length))));
    }

    /// <summary>Numbers are places in a list, and its items what goes on.</summary>
    private static bool HasProperty(Type type, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
            return true;
        if (path[0].All(char.IsDigit))
            return HasProperty(type.IsGenericType ? type.GetGenericArguments()[0] : type, path[1..]);
        return type.GetProperty(path[0]) is { } property && HasProperty(property.PropertyType, path[1..]);
    }

    private bool IsSpan(string verb, string name) => verb switch
    {
        "create" or "process" or "replay" when name is "{event.type}" => true,
        "process" or "publish" when name == StreamNames.Destination => true,
        "create" or "process" or "replay" => _eventTypes.Contains(name),
        "load" => name == "{name}" && _text.Contains("$\"load {name}\"", StringComparison.Ordinal),
        "cache.load" => _text.Contains("\"cache.load ", StringComparison.Ordinal) && (name == "{name}" || _text.Contains($"\"{name}\"", StringComparison.Ordinal)),
        "resolve" => name.Split('.') is [var type, var field] && _text.Contains($"\"{field}\"", StringComparison.Ordinal) && HasWord(type),
        "GET" or "POST" => _text.Contains($"\"{name}\"", StringComparison.Ordinal),
        _ => false,
    };

    private bool IsStatement(string statement) =>
        statement == "…" || (statement.Split(' ') is [_, var target] && Regex.IsMatch(_text, $@"(?<![\w.]){Regex.Escape(target)}(?!\w)"));

    private static bool IsSource(string code) => TelemetrySources.ActivitySourceNames.Contains(code) || TelemetrySources.MeterNames.Contains(code);

    private static bool IsMetric(string code) => MetricCatalogue.All.Any(m => m.Name == code);

    private bool HasWord(string word) => _words.Contains(word);

    /// <summary>Whether one of the libraries holds exactly this text: its length stands in front of it.</summary>
    private bool HoldsLiteral(string text)
    {
        byte[] literal = [(byte)((text.Length * 2) + 1), .. Encoding.Unicode.GetBytes(text)];
        return text.Length < 63 && _libraries.Any(library => library.AsSpan().IndexOf(literal) >= 0);
    }

    private static IEnumerable<string> PrometheusNames(MetricDefinition metric)
    {
        var name = metric.Name.Replace('.', '_') + (metric.Unit == "s" ? "_seconds" : "");
        return metric.Kind switch
        {
            InstrumentKind.Counter => [name + "_total"],
            InstrumentKind.Histogram => [name, name + "_bucket", name + "_sum", name + "_count"],
            _ => [name],
        };
    }

    [GeneratedRegex(@"^  (?<names>[a-z-]+(?: \| [a-z-]+)*)\) ", RegexOptions.Multiline)]
    private static partial Regex Dispatch();

    [GeneratedRegex("^[A-Z]+(?:_[A-Z0-9]+)+$")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^[A-Z]\w*?(?:(?:__|:)\w+?)+$")]
    private static partial Regex Key();

    [GeneratedRegex(@"^(?:RusToK\.\w+|docs|benchmarks|prometheus|grafana)/[\w./-]+$")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex("^rustok(?:-[a-z]+)+$")]
    private static partial Regex Service();

    [GeneratedRegex(@"^(?<verb>create|process|replay|publish|load|resolve|cache\.load|GET|POST) (?<object>\S+)$")]
    private static partial Regex SpanName();

    [GeneratedRegex("^(?:SELECT|INSERT|UPDATE|DELETE|MERGE) ")]
    private static partial Regex Sql();

    [GeneratedRegex(@"^[a-z][a-z_]*(?:\.[a-z_]+)+$")]
    private static partial Regex Dotted();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
