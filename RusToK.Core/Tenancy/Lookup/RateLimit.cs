using System.Text.Json;

namespace RusToK.Core.Tenancy.Lookup;

/// <summary>How many requests of a tenant are served, by its setting <c>rateLimit</c>.</summary>
/// <param name="PerSecond">In the long run.</param>
/// <param name="Burst">At once, after a pause.</param>
public sealed record RateLimit(double PerSecond, int Burst)
{
    public const string Setting = "rateLimit";
    private const double MostPerSecond = 1_000_000;
    private const int MostAtOnce = 10_000_000;

    /// <returns>Null when it is not an object with a number <c>perSecond</c> above 0 and a whole number <c>burst</c> from 1.</returns>
    public static RateLimit? Of(JsonElement setting) =>
        setting.ValueKind == JsonValueKind.Object
        && setting.TryGetProperty("perSecond", out var rate) && rate.ValueKind == JsonValueKind.Number && rate.TryGetDouble(out var perSecond)
        && setting.TryGetProperty("burst", out var most) && most.ValueKind == JsonValueKind.Number && most.TryGetInt32(out var burst)
        && perSecond is > 0 and <= MostPerSecond && burst is >= 1 and <= MostAtOnce
            ? new RateLimit(perSecond, burst)
            : null;
}
