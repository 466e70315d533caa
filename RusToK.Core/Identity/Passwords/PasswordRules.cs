using System.Collections.Frozen;
using RusToK.Core.Content.Text;
using RusToK.Core.Identity.Users;

namespace RusToK.Core.Identity.Passwords;

/// <summary>What a new password must be: long, and not one that everybody tries (NIST SP 800-63B, 3.1.1.2). No rules about kinds of characters.</summary>
internal static class PasswordRules
{
    public const int MinLength = 12;
    public const int MaxLength = 128;

    /// <summary>The most common ones that are long enough, from published lists of leaked passwords.</summary>
    private static readonly FrozenSet<string> Common = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "123456789012", "1234567890123", "12345678901234", "123456789123", "1234567891011", "012345678910", "987654321098",
        "123123123123", "121212121212", "112233445566", "1q2w3e4r5t6y", "1q2w3e4r5t6y7u8i", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv",
        "q1w2e3r4t5y6", "qwertyuiop12", "qwertyuiop123", "qwertyuiopasdf", "qwertyuiopasdfghjkl", "qwertyqwerty", "qwerty123456",
        "qwerty1234567", "qwe123qwe123", "qazwsxedcrfv", "asdfghjkl123", "asdfasdfasdf", "asdfghjklqwertyuiop", "zxcvbnmasdfghjkl",
        "abcdefghijkl", "abcdefghijklmnop", "abcdefghijklmnopqrstuvwxyz", "abcd12345678", "abc123abc123", "a1b2c3d4e5f6",
        "password1234", "password12345", "password123456", "password123!", "passwordpassword", "password2024", "password2025",
        "password2026", "mypassword123", "newpassword1", "newpassword123", "p@ssw0rd1234", "passw0rd1234", "changeme1234",
        "changemechangeme", "letmeinletmein", "letmein12345", "welcome12345", "welcome123456", "welcome2025!", "welcometohell",
        "administrator", "administrator1", "admin1234567", "adminadminadmin", "administrador", "superadmin123", "rootrootroot",
        "iloveyou1234", "iloveyou12345", "iloveyouforever", "iloveyousomuch", "sunshine1234", "princess1234", "football1234",
        "baseball1234", "superman1234", "trustno1trustno1", "correcthorsebatterystaple", "unknown12345", "testtesttest",
        "test12345678", "testpassword", "secretsecret", "summer2025!!", "winter2025!!", "monkeymonkey", "dragondragon",
        "manchesterunited", "liverpool123", "realmadrid123", "barcelona123", "motherfucker", "fuckyoufuckyou", "thisisapassword");

    public static void Check(Violations violations, string field, Secret password, string? email)
    {
        var text = password.Value ?? "";
        if (text.Length is < MinLength or > MaxLength)
        {
            violations.Add(field, "length", $"{field} must have {MinLength} to {MaxLength} characters.");
            return;
        }

        if (Common.Contains(text) || text.AsSpan().Count(text[0]) == text.Length)
            violations.Add(field, "common", $"{field} is one of the passwords that are tried first; choose another.");
        else if (email is not null && EmailAddress.Normalize(text) == EmailAddress.Normalize(email))
            violations.Add(field, "email", $"{field} must not be the mail address.");
    }
}
