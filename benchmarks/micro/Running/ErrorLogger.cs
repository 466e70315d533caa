using BenchmarkDotNet.Loggers;

namespace RusToK.Benchmarks.Micro.Running;

/// <summary>Of all that BenchmarkDotNet has to say, what went wrong; its remarks on the configuration count when they are critical, which the run tells.</summary>
internal sealed class ErrorLogger : ILogger
{
    private const string Remark = "//";

    public string Id => nameof(ErrorLogger);

    public int Priority => 0;

    public void Write(LogKind logKind, string text)
    {
        if (logKind == LogKind.Error && !text.StartsWith(Remark, StringComparison.Ordinal))
            Console.Error.Write(text);
    }

    public void WriteLine()
    {
    }

    public void WriteLine(LogKind logKind, string text) => Write(logKind, text + Environment.NewLine);

    public void Flush()
    {
    }
}
