using System.ComponentModel.DataAnnotations;

namespace RusToK.Demo;

/// <summary>Whose customers to play, and how busy they are (section <c>Demo</c>).</summary>
internal sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Addresses of the API's replicas; they are asked in turn.</summary>
    [Required, MinLength(1)]
    public Uri[] Apis { get; set; } = [];

    /// <summary>The platform's administrator, who opens the demo's tenants.</summary>
    [Required]
    public string PlatformEmail { get; set; } = "";

    [Required]
    public string PlatformPassword { get; set; } = "";

    /// <summary>Password of every account the demo makes.</summary>
    [Required, MinLength(12)]
    public string Password { get; set; } = "";

    /// <summary>Where webhooks are received, as the Worker reaches it; none are registered without.</summary>
    public Uri? Hooks { get; set; }

    /// <summary>Readers of each tenant; each asks about twice a second.</summary>
    [Range(0, 100)]
    public int Readers { get; set; } = 3;

    /// <summary>Buyers of each tenant; each orders every few seconds.</summary>
    [Range(0, 100)]
    public int Buyers { get; set; } = 2;

    /// <summary>Editors of each tenant; each changes something every few seconds.</summary>
    [Range(0, 100)]
    public int Editors { get; set; } = 1;
}
