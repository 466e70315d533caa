namespace RusToK.Core.Identity;

/// <summary>The result of a command that has nothing to tell, often on purpose: whether an address has an account is nobody's business.</summary>
public sealed record Done
{
    public static readonly Done Instance = new();
}
