using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Identity.Sessions;

/// <summary>Why a session has ended before its time.</summary>
[JsonConverter(typeof(EnumTextConverter<RevocationReason>))]
public enum RevocationReason
{
    SignedOut,

    /// <summary>Ended from another session, or by an administrator.</summary>
    Revoked,

    /// <summary>The password was changed or reset.</summary>
    PasswordChanged,

    UserDisabled,

    /// <summary>A refresh token came a second time: it was stolen, or its successor was.</summary>
    TokenReused,
}
