using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Npgsql;
using RusToK.Core.Errors;

namespace RusToK.Core.Telemetry;

/// <summary>
/// What telemetry tells of an exception. Some types quote in their message what they could not read: a wrong number, a piece of a body, a key.
/// Of those the message is left out; type and stack trace say where it was.
/// </summary>
public static class ExceptionText
{
    /// <summary>Class of the SQLSTATE codes of values that do not fit; their messages quote the value.</summary>
    private const string DataException = "22";

    private static readonly string[] Sources = ["RusToK.", "Npgsql", "Microsoft.AspNetCore", "System.Net.Http", "Polly"];

    private static bool _isUsedForSpans;

    private const string LeftOut = "(left out: it may quote data)";

    /// <summary>The message without those that may quote.</summary>
    public static string MessageOf(Exception error) => Quotes(error) ? LeftOut : error is PostgresException sql ? $"{sql.SqlState}: {sql.MessageText}" : error.Message;

    /// <summary>Types, messages and stack traces of an exception and its causes, as <see cref="Exception.ToString"/> has them.</summary>
    public static string Of(Exception error)
    {
        var text = new StringBuilder();
        Append(text, error);
        return text.ToString();
    }

    /// <summary>From now on every exception that is recorded on a span, by whatever library, is told of in this way.</summary>
    public static void UseForSpans()
    {
        if (Interlocked.Exchange(ref _isUsedForSpans, true))
            return;
        ActivitySource.AddActivityListener(new ActivityListener
        {
            // Those whose spans are exported; sources that nobody listens to cost nothing.
            ShouldListenTo = static source => Sources.Any(s => source.Name.StartsWith(s, StringComparison.Ordinal)),
            ExceptionRecorder = static (_, error, ref tags) =>
            {
                tags.Add("exception.message", MessageOf(error));
                tags.Add("exception.stacktrace", Of(error));
            },
        });
    }

    private static void Append(StringBuilder text, Exception error)
    {
        text.Append(error.GetType().FullName).Append(": ").Append(MessageOf(error));
        IEnumerable<Exception> causes = error is AggregateException all ? all.InnerExceptions : error.InnerException is { } inner ? [inner] : [];
        foreach (var cause in causes)
        {
            text.AppendLine().Append(" ---> ");
            Append(text, cause);
            text.AppendLine().Append("   --- End of inner exception stack trace ---");
        }

        if (error.StackTrace is { } trace)
            text.AppendLine().Append(trace);
    }

    private static bool Quotes(Exception error) => error switch
    {
        PostgresException sql => sql.SqlState.StartsWith(DataException, StringComparison.Ordinal),
        // What is refused quotes what was asked for; whoever asked has read it.
        InvalidInputException => true,
        // Those of many causes repeat their messages.
        AggregateException => true,
        _ => error is FormatException or InvalidDataException or JsonException or KeyNotFoundException or ArgumentException or InvalidCastException or System.Xml.XmlException,
    };
}
