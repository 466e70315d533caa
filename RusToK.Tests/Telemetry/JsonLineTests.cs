using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using RusToK.ServiceDefaults.Telemetry;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>What the console of production prints.</summary>
public sealed partial class JsonLineTests
{
    [Fact]
    public void A_record_is_one_object_on_one_line_with_its_event_and_its_attributes()
    {
        var record = Print(logger => Happened(logger, "a \"quoted\"\nöffentlich word", 7, 1.5, TimeSpan.FromSeconds(2), null));

        Assert.Equal(
            ("Warning", "test", 9801, "test.happened"),
            (record.GetProperty("level").GetString(), record.GetProperty("category").GetString(), record.GetProperty("event_id").GetInt32(), record.GetProperty("event").GetString()));
        Assert.Equal("It was a \"quoted\"\nöffentlich word, 7 times, 1.5 00:00:02 (null)", record.GetProperty("message").GetString());
        Assert.Equal(
            """{"Nothing":null,"Pause":"00:00:02","Ratio":1.5,"Times":7,"Word":"a \"quoted\"\nöffentlich word"}""", InOrder(record.GetProperty("attributes")));
        Assert.Equal(TimeSpan.Zero, record.GetProperty("timestamp").GetDateTimeOffset().Offset);
        Assert.False(record.TryGetProperty("trace_id", out _) || record.TryGetProperty("exception", out _));
    }

    [Fact]
    public void A_record_of_a_request_says_which_trace_span_tenant_and_user_it_is_of()
    {
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        request.AddBaggage("tenant.id", "the tenant").AddBaggage("user.id", "the user").AddBaggage("other", "not ours");
        using var below = new Activity("below").Start();

        var record = Print(logger => Happened(logger, "x", 1, 1, default, null));

        Assert.Equal(
            (request.TraceId.ToHexString(), below.SpanId.ToHexString(), "the tenant", "the user"),
            (record.GetProperty("trace_id").GetString(), record.GetProperty("span_id").GetString(), record.GetProperty("tenant.id").GetString(), record.GetProperty("user.id").GetString()));
        Assert.DoesNotContain("not ours", record.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_is_told_with_its_causes_and_without_what_its_message_quotes()
    {
        var record = Print(logger => Failed(logger, Caught()));

        var exception = record.GetProperty("exception");
        Assert.Equal(("System.InvalidOperationException", "It cannot go on."), (exception.GetProperty("type").GetString(), exception.GetProperty("message").GetString()));
        var trace = exception.GetProperty("stacktrace").GetString()!;
        Assert.Contains("System.FormatException", trace, StringComparison.Ordinal);
        Assert.Contains(nameof(Caught), trace, StringComparison.Ordinal);
        Assert.DoesNotContain("a secret number", record.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_of_production_prints_by_it()
    {
        using var services = new ServiceCollection().AddLogging(logging => logging.AddJsonLines()).BuildServiceProvider();

        Assert.Equal(JsonLineFormatter.FormatterName, services.GetRequiredService<Microsoft.Extensions.Options.IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
        Assert.Contains(services.GetServices<ConsoleFormatter>(), f => f is JsonLineFormatter);
    }

    private static InvalidOperationException Caught()
    {
        try
        {
            return new InvalidOperationException($"{int.Parse("a secret number", null)}");
        }
        catch (FormatException error)
        {
            return new InvalidOperationException("It cannot go on.", error);
        }
    }

    private static JsonElement Print(Action<ILogger> log)
    {
        var printer = new Printer();
        log(printer);
        Assert.EndsWith("\n", printer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', printer.Text.TrimEnd('\n'));
        return JsonElement.Parse(printer.Text);
    }

    private static string InOrder(JsonElement attributes) =>
        $"{{{string.Join(',', attributes.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"\"{p.Name}\":{p.Value.GetRawText()}"))}}}";

    [LoggerMessage(9801, LogLevel.Warning, "It was {Word}, {Times} times, {Ratio} {Pause} {Nothing}", EventName = "test.happened")]
    private static partial void Happened(ILogger logger, string word, int times, double ratio, TimeSpan pause, string? nothing);

    [LoggerMessage(9802, LogLevel.Error, "It failed", EventName = "test.failed")]
    private static partial void Failed(ILogger logger, Exception error);

    private sealed class Printer : ILogger
    {
        private readonly JsonLineFormatter _formatter = new(TimeProvider.System);

        public string Text { get; private set; } = "";

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var text = new StringWriter { NewLine = "\n" };
            _formatter.Write(new LogEntry<TState>(logLevel, "test", eventId, state, exception, formatter), null, text);
            Text += text;
        }
    }
}
