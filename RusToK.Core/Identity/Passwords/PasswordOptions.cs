using System.ComponentModel.DataAnnotations;

namespace RusToK.Core.Identity.Passwords;

/// <summary>Cost of password hashing; section <c>Identity:Passwords</c>.</summary>
public sealed class PasswordOptions
{
    public const string Section = "Identity:Passwords";

    /// <summary>Least number of iterations outside of development.</summary>
    public const int LeastIterations = 100_000;

    /// <summary>PBKDF2-HMAC-SHA512 iterations; OWASP's Password Storage Cheat Sheet asks for 210,000. Older hashes are renewed at the next sign-in.</summary>
    [Range(1, 10_000_000)]
    public int Iterations { get; set; } = 210_000;

    /// <summary>Hashes computed at once; by default half of the processors, so that the others serve everybody else.</summary>
    [Range(1, 256)]
    public int Concurrency { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Requests that wait for one of them; the next ones are refused.</summary>
    [Range(0, 10_000)]
    public int Queue { get; set; } = 32;
}
