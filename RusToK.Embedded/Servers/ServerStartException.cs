namespace RusToK.Embedded.Servers;

/// <summary>A server ended, or did not answer in time, while it was being started.</summary>
public sealed class ServerStartException : Exception
{
    /// <param name="server">Name of the server.</param>
    /// <param name="problem">What happened, as a clause.</param>
    /// <param name="output">The last lines it wrote.</param>
    public ServerStartException(string server, string problem, IReadOnlyList<string> output)
        : base(output.Count == 0
            ? $"{server} {problem} and wrote nothing."
            : $"{server} {problem}. Its last lines:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", output.TakeLast(20))}")
    {
        Server = server;
    }

    /// <summary>Name of the server.</summary>
    public string Server { get; }
}
