using Microsoft.Extensions.Configuration;

namespace RusToK.Core.Faults;

/// <summary>Configuration section <c>Faults</c>: whether this process lets faults be switched on. In development only.</summary>
public sealed class FaultsOptions
{
    public const string Section = "Faults";

    /// <summary>Whether there are faults at all.</summary>
    public bool Enabled { get; set; }

    /// <summary>What whoever switches them sends as <c>Authorization: Bearer</c>.</summary>
    public string? Token { get; set; }

    /// <summary>The same as <see cref="Enabled"/>, while services are still being added.</summary>
    public static bool AreEnabled(IConfiguration configuration) =>
        bool.TryParse(configuration[$"{Section}:{nameof(Enabled)}"], out var enabled) && enabled;
}
