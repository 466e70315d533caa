using System.Threading.Channels;

namespace RusToK.Embedded.Topology;

/// <summary>
/// The output of all parts on one terminal, each line behind the name of its part, in colour on a terminal. When the
/// terminal is slower than the parts, the oldest lines are dropped and counted rather than the parts held up.
/// </summary>
internal sealed class TopologyConsole : IAsyncDisposable
{
    private const int Bound = 10_000;
    private const string Self = "rustok";

    private static readonly string[] Colours = ["36", "33", "35", "32", "34", "96", "93", "95", "92", "94"];

    private readonly Channel<(string Name, string Line)> _lines;
    private readonly TextWriter _writer;
    private readonly bool _coloured;
    private readonly Task _writing;
    private readonly Dictionary<string, string> _colourOf = [];
    private int _width = Self.Length;
    private int _dropped;

    public TopologyConsole(TextWriter writer, bool coloured)
    {
        _writer = writer;
        _coloured = coloured;
        _lines = Channel.CreateBounded<(string, string)>(
            new BoundedChannelOptions(Bound) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>The process's own terminal; no colours for a pipe or under NO_COLOR.</summary>
    public static TopologyConsole Standard() => new(
        Console.Out,
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>Makes room for a name, so that all lines align.</summary>
    public void Introduce(string name) => _width = Math.Max(_width, name.Length);

    public void Write(string name, string line) => _lines.Writer.TryWrite((name, line));

    public void Say(string line) => Write(Self, line);

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();

        // A terminal that takes nothing must not hold up the end.
        await Task.WhenAny(_writing, Task.Delay(TimeSpan.FromSeconds(2)));
    }

    private async Task WriteAsync()
    {
        await foreach (var (name, line) in _lines.Reader.ReadAllAsync())
        {
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
                WriteLine(Self, $"{dropped} lines were dropped: this terminal is slower than the processes");
            WriteLine(name, line);
        }
    }

    private void WriteLine(string name, string line)
    {
        var prefix = $"{name.PadRight(_width)} |";
        _writer.WriteLine(_coloured ? $"\e[{ColourOf(name)}m{prefix}\e[0m {line}" : $"{prefix} {line}");
    }

    private string ColourOf(string name)
    {
        if (name == Self)
            return "1";
        if (!_colourOf.TryGetValue(name, out var colour))
            _colourOf[name] = colour = Colours[_colourOf.Count % Colours.Length];
        return colour;
    }
}
