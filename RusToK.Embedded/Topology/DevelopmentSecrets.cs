using System.Security.Cryptography;

namespace RusToK.Embedded.Topology;

/// <summary>What a development system needs to let people in, made with its data.</summary>
/// <param name="SigningKey">Of access tokens, in Base64; the same for all replicas and starts.</param>
/// <param name="DemoAdmin">Password of the administrator of the demo tenant.</param>
/// <param name="PlatformAdmin">Password of the super administrator of the platform.</param>
/// <param name="FaultToken">Of who switches faults on in the processes; null in what was made by a version that had none.</param>
public sealed record DevelopmentSecrets(string SigningKey, string DemoAdmin, string PlatformAdmin, string? FaultToken)
{
    /// <summary>None of them.</summary>
    public override string ToString() => nameof(DevelopmentSecrets);

    internal static DevelopmentSecrets Generate() => new(
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), Password(), Password(), Token());

    /// <summary>The same secrets, with those that they lack.</summary>
    internal DevelopmentSecrets Complete() => FaultToken is null ? this with { FaultToken = Token() } : this;

    private static string Token() => RandomNumberGenerator.GetHexString(48, lowercase: true);

    private static string Password() => RandomNumberGenerator.GetHexString(20, lowercase: true);
}
