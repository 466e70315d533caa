namespace RusToK.Worker.Relay;

/// <summary>Redis lost its data (again) while streams were being filled: begin anew.</summary>
internal sealed class StreamsLostException() : Exception("Redis lost its streams.");
