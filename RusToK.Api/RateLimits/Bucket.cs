namespace RusToK.Api.RateLimits;

/// <summary>A bucket that a request takes one token from.</summary>
/// <param name="Scope"><see cref="Tenant"/> or <see cref="Address"/>.</param>
/// <param name="Key">Whose it is.</param>
/// <param name="PerSecond">Tokens that come in a second.</param>
/// <param name="Burst">Tokens it holds at most.</param>
internal readonly record struct Bucket(string Scope, string Key, double PerSecond, int Burst)
{
    public const string Tenant = "tenant";
    public const string Address = "address";

    public TimeSpan TimeToFill => TimeSpan.FromSeconds(Burst / PerSecond);
}
