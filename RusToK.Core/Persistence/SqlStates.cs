namespace RusToK.Core.Persistence;

/// <summary>SQLSTATE codes raised by this product's own SQL functions (class RT is free for applications).</summary>
public static class SqlStates
{
    /// <summary>A row is gone or has another version than the one the change was decided on.</summary>
    public const string VersionConflict = "RT001";

    /// <summary>A consumer's cursor was moved by another worker: this one lost its lease.</summary>
    public const string StaleCursor = "RT002";

    /// <summary>A projection met an event whose predecessor it has never applied.</summary>
    public const string MissingPredecessor = "RT003";

    /// <summary>A function refused its input; the message is a JSON array that names what and why.</summary>
    public const string Refused = "RT004";

    /// <summary>An idempotency key was used for another request.</summary>
    public const string KeyReused = "RT005";
}
