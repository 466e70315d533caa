namespace RusToK.Worker.Webhooks;

/// <summary>A connection was not made because the address may not be called.</summary>
internal sealed class BlockedTargetException(string message) : IOException(message);
