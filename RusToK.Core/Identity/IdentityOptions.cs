using System.ComponentModel.DataAnnotations;

namespace RusToK.Core.Identity;

/// <summary>Lifetimes and limits of accounts and sessions; section <c>Identity</c>.</summary>
public sealed class IdentityOptions
{
    public const string Section = "Identity";

    /// <summary>An access token is good for so long, whatever happens to its user meanwhile but for <see cref="SessionCheckSeconds"/>.</summary>
    [Range(1, 60)]
    public double AccessTokenMinutes { get; set; } = 10;

    /// <summary>A session that is not used for so long ends.</summary>
    [Range(0.01, 365)]
    public double SessionIdleDays { get; set; } = 14;

    /// <summary>A session ends after so long, however much it is used.</summary>
    [Range(0.01, 3650)]
    public double SessionDays { get; set; } = 90;

    /// <summary>A session that was revoked, or whose user was disabled, is refused by every process within so long.</summary>
    [Range(0, 60)]
    public double SessionCheckSeconds { get; set; } = 5;

    [Range(1, 24 * 60)]
    public double PasswordResetMinutes { get; set; } = 60;

    [Range(1, 24 * 30)]
    public double VerificationHours { get; set; } = 48;

    [Range(1, 90)]
    public double InvitationDays { get; set; } = 7;

    /// <summary>Address of a page that takes the token of a mail, such as <c>https://shop.example/verify?token={token}</c>; without one the mail holds the token.</summary>
    public string? VerifyEmailUrl { get; set; }

    /// <inheritdoc cref="VerifyEmailUrl"/>
    public string? SetPasswordUrl { get; set; }

    public AttemptOptions Attempts { get; set; } = new();
}

/// <summary>How often somebody may try before they have to wait, twice as long each time.</summary>
public sealed class AttemptOptions
{
    /// <summary>Attempts at one account of one tenant before the first wait.</summary>
    [Range(1, 1000)]
    public int FreePerAccount { get; set; } = 5;

    /// <summary>Attempts from one network address, at whatever account of whatever tenant, before the first wait.</summary>
    [Range(1, 100_000)]
    public int FreePerAddress { get; set; } = 50;

    [Range(0.1, 60)]
    public double FirstDelaySeconds { get; set; } = 1;

    [Range(1, 24 * 60)]
    public double LongestDelayMinutes { get; set; } = 15;

    /// <summary>Attempts count until none has been made for so long.</summary>
    [Range(1, 24 * 60)]
    public double MemoryMinutes { get; set; } = 60;
}
