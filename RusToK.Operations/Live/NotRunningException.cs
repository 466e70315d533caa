namespace RusToK.Operations.Live;

/// <summary>There is no system to ask. The message says what to do.</summary>
public sealed class NotRunningException(string message, Exception? inner = null) : Exception(message, inner);
