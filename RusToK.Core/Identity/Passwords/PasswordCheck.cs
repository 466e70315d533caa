namespace RusToK.Core.Identity.Passwords;

internal enum PasswordCheck
{
    Wrong,
    Right,

    /// <summary>Right, and hashed with less effort than is asked for now.</summary>
    RightButWeaklyHashed,
}
