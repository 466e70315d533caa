namespace RusToK.Benchmarks.GraphQL.Contestants;

/// <summary>A way to ask a server.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Server">The process that answers, as processor time is told by.</param>
/// <param name="Port">Where it listens on 127.0.0.1.</param>
/// <param name="Request">A whole request of HTTP/1.1.</param>
/// <param name="Status">Of a right answer.</param>
/// <param name="Answer">What its body begins with, where that is not what all say.</param>
internal sealed record Contestant(string Name, string Server, int Port, byte[] Request, int Status = 200, ReadOnlyMemory<byte>? Answer = null);
