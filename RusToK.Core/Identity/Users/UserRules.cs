using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;

namespace RusToK.Core.Identity.Users;

/// <summary>What a user's own fields may hold.</summary>
internal static class UserRules
{
    public const int MaxDisplayName = 255;

    public static void CheckEmail(Violations violations, string field, string? email)
    {
        if (!EmailAddress.IsValid(email?.Trim()))
            violations.Add(field, "email", $"{field} must be a mail address of at most {EmailAddress.MaxLength} characters.");
    }

    public static void CheckDisplayName(Violations violations, string field, string? name) =>
        violations.RequireAtMost(field, name, MaxDisplayName);

    /// <summary>Super administrators are the platform's.</summary>
    public static void CheckRole(Violations violations, string field, Role role, Guid tenantId)
    {
        if (role == Role.SuperAdmin && tenantId != PlatformTenant.Id)
            violations.Add(field, "platform", $"{field} can be super_admin only in the platform's own tenant.");
    }

    public static ConflictException EmailTaken(string field) => new("Another user of this tenant has this mail address.", field, "unique");

    /// <summary>A blank name is none.</summary>
    public static string? NameOf(string? given) => string.IsNullOrWhiteSpace(given) ? null : given.Trim();
}
