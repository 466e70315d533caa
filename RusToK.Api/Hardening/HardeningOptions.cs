using System.ComponentModel.DataAnnotations;

namespace RusToK.Api.Hardening;

/// <summary>Bounds of every request (section <c>Http</c>).</summary>
internal sealed class HardeningOptions
{
    public const string Section = "Http";

    /// <summary>Longest time a request may take; it is answered with 504 then.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest body in bytes, unless an endpoint has a bound of its own; a million characters of any script fit, however they are escaped.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public long MaxRequestBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Origins whose pages may call from a browser, such as <c>https://shop.example</c>; none by default.</summary>
    public string[] AllowedOrigins { get; set; } = [];
}
