namespace RusToK.Benchmarks.Growth.Load;

/// <summary>A request whose answer is known.</summary>
/// <param name="Request">Of HTTP/1.1, whole.</param>
/// <param name="Expected">What the body of its answer begins with: all but the trace.</param>
internal readonly record struct Ask(ReadOnlyMemory<byte> Request, ReadOnlyMemory<byte> Expected);
