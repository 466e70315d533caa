namespace RusToK.Core.Identity.OneTimeTokens;

/// <summary>What a one-time token is good for.</summary>
public enum OneTimePurpose
{
    VerifyEmail,

    /// <summary>Set a password: a forgotten one, or the first one of an invited user.</summary>
    SetPassword,
}
