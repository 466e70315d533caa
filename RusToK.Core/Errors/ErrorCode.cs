namespace RusToK.Core.Errors;

/// <summary>Why a request was refused, as clients see it. The wire form is <see cref="ErrorCodes.ToWire"/>.</summary>
public enum ErrorCode
{
    /// <summary>A fault of the platform. Its cause is logged and traced, never sent to the client.</summary>
    Internal = 0,

    /// <summary>No identity, or one that is expired or revoked.</summary>
    Unauthenticated,

    /// <summary>A known identity without the permission.</summary>
    Forbidden,

    /// <summary>The thing addressed does not exist for this tenant.</summary>
    NotFound,

    /// <summary>The input breaks a rule. The same request fails again.</summary>
    Validation,

    /// <summary>The state moved on (version mismatch, unique value taken, transition not allowed).</summary>
    Conflict,

    /// <summary>Too many requests. The same request may succeed later.</summary>
    RateLimited,
}
